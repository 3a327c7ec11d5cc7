/* New WebSocket clients, one after the other: how long is it from the connect of each to its first event?
 *
 *   join PORT PATH COUNT
 *
 * Each reads on until the server has closed its connection, so that the next one meets a server with nothing to do.
 * On standard output one JSON object: joins, p50_ms, p99_ms, max_ms.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 1 << 18 };

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void fail(const char *what) {
    perror(what);
    exit(2);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Whether the whole of the first event, with "seq":1, has come: another frame begins after it, or nothing is missing. */
static int has_first_event(const char *data, size_t size) {
    const char *head = memmem(data, size, "\r\n\r\n", 4);
    if (!head) return 0;
    const char *event = memmem(head, size - (size_t)(head - data), "\"seq\":1,", 8);
    return event && memchr(event, '}', size - (size_t)(event - data)) != NULL;
}

/* Whether the server has closed with 1000. No text of an event has these bytes in it. */
static int has_close(const char *data, size_t size) {
    for (size_t i = 0; i + 4 <= size; i++)
        if (data[i] == (char)0x88 && data[i + 2] == 3 && data[i + 3] == (char)0xe8) return 1;
    return 0;
}

static double join_once(int port, const char *path, char *data) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    char hello[1024];
    int n = snprintf(hello, sizeof hello,
                     "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
                     path, port);
    int64_t begun = now_ns();
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) fail("socket");
    if (connect(fd, (struct sockaddr *)&to, sizeof to)) fail("connect");
    if (write(fd, hello, (size_t)n) != n) fail("write");
    size_t size = 0;
    while (!has_first_event(data, size)) {
        ssize_t got = read(fd, data + size, ROOM - size);
        if (got <= 0) fail("no event came");
        size += (size_t)got;
    }
    double ms = (double)(now_ns() - begun) / 1e6;
    while (!has_close(data, size)) {
        size_t kept = size < 3 ? size : 3; /* a close frame may come in two pieces */
        memmove(data, data + size - kept, kept);
        ssize_t got = read(fd, data + kept, ROOM - kept);
        if (got <= 0) break;
        size = kept + (size_t)got;
    }
    close(fd);
    return ms;
}

int main(int argc, char **argv) {
    if (argc < 4) return fprintf(stderr, "join PORT PATH COUNT\n"), 2;
    int count = atoi(argv[3]);
    double *took = calloc((size_t)count, sizeof *took);
    char *data = malloc(ROOM);
    if (!took || !data) fail("malloc");
    for (int i = 0; i < count; i++) took[i] = join_once(atoi(argv[1]), argv[2], data);
    qsort(took, (size_t)count, sizeof *took, by_size);
    printf("{\"joins\":%d,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f}\n", count, took[count / 2],
           took[count * 99 / 100], took[count - 1]);
    return 0;
}
