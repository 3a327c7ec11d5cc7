/* The floor of joining: a process that answers each WebSocket client with a page of events that it has in hand.
 *
 *   greet COUNT
 *
 * Prints its port, then serves COUNT clients, one after the other, and closes each with 1000.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EVENTS = 256, BYTES = 600 };

static const char WELCOME[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

static size_t frame_events(unsigned char *at) {
    unsigned char *begun = at;
    for (int n = 1; n <= EVENTS; n++) {
        at[0] = 0x81;
        at[1] = 126;
        at[2] = BYTES >> 8;
        at[3] = BYTES & 255;
        memset(at + 4, 'm', BYTES);
        int written = snprintf((char *)at + 4, BYTES, "{\"seq\":%d,\"message\":\"", n);
        at[4 + written] = 'm';
        memcpy(at + 4 + BYTES - 2, "\"}", 2);
        at += 4 + BYTES;
    }
    memcpy(at, "\x88\x02\x03\xe8", 4);
    return (size_t)(at + 4 - begun);
}

static void send_all(int fd, const void *data, size_t size) {
    const char *at = data;
    while (size) {
        ssize_t n = send(fd, at, size, MSG_NOSIGNAL);
        if (n < 0) {
            perror("send");
            exit(2);
        }
        at += n;
        size -= (size_t)n;
    }
}

int main(int argc, char **argv) {
    if (argc < 2) return fprintf(stderr, "greet COUNT\n"), 2;
    struct sockaddr_in here = {.sin_family = AF_INET};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t here_size = sizeof here;
    int door = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(door, (struct sockaddr *)&here, sizeof here) || listen(door, 64)) return perror("listen"), 2;
    getsockname(door, (struct sockaddr *)&here, &here_size);
    printf("%d\n", ntohs(here.sin_port));
    fflush(stdout);
    unsigned char *page = malloc((size_t)EVENTS * (BYTES + 4) + 4);
    if (!page) return perror("malloc"), 2;
    size_t size = frame_events(page);
    char request[2048];
    for (int left = atoi(argv[1]); left; left--) {
        int fd = accept(door, NULL, NULL);
        if (fd < 0 || read(fd, request, sizeof request) <= 0) return perror("accept"), 2;
        send_all(fd, WELCOME, sizeof WELCOME - 1);
        send_all(fd, page, size);
        while (read(fd, request, sizeof request) > 0) continue;
        close(fd);
    }
    return 0;
}
