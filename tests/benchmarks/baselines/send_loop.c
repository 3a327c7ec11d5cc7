/* The ceiling of fan-out: a process that does nothing but send() the same frames to every client, one after the other.
 *
 *   send_loop CLIENTS RATE EVENTS BYTES
 *
 * Prints its port, waits for CLIENTS WebSocket clients, then sends EVENTS events of BYTES bytes at RATE a second, each
 * stamped with the time at which it was meant to be sent, and closes with 1000. A client gets all that is due when its turn
 * comes in one send(): a loop that sent every event by itself would collapse, not be a ceiling, where a round over all
 * clients takes longer than the time between two events.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char WELCOME[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
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

static void make(unsigned char *frame, int bytes, int seq, int64_t due) {
    frame[0] = 0x81;
    frame[1] = 126;
    frame[2] = (unsigned char)(bytes >> 8);
    frame[3] = (unsigned char)bytes;
    memset(frame + 4, 'm', (size_t)bytes);
    int written = snprintf((char *)frame + 4, (size_t)bytes, "{\"seq\":%d,\"message\":\"due=%lld ", seq, (long long)due);
    frame[4 + written] = 'm';
}

int main(int argc, char **argv) {
    if (argc < 5) return fprintf(stderr, "send_loop CLIENTS RATE EVENTS BYTES\n"), 2;
    int count = atoi(argv[1]), rate = atoi(argv[2]), events = atoi(argv[3]), bytes = atoi(argv[4]);
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    struct sockaddr_in here = {.sin_family = AF_INET};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t here_size = sizeof here;
    int door = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(door, (struct sockaddr *)&here, sizeof here) || listen(door, 4096)) return perror("listen"), 2;
    getsockname(door, (struct sockaddr *)&here, &here_size);
    printf("%d\n", ntohs(here.sin_port));
    fflush(stdout);
    int *fds = calloc((size_t)count, sizeof *fds);
    char request[2048];
    for (int i = 0; i < count; i++) {
        fds[i] = accept(door, NULL, NULL);
        if (fds[i] < 0) return perror("accept"), 2;
        if (read(fds[i], request, sizeof request) <= 0) return perror("read"), 2;
        send_all(fds[i], WELCOME, sizeof WELCOME - 1);
    }
    size_t frame_size = (size_t)bytes + 4;
    unsigned char *frames = malloc(frame_size * (size_t)events);
    int *sent = calloc((size_t)count, sizeof *sent), made = 0, turn = 0;
    int64_t begun = now_ns() + 200000000;
    while (made < events || sent[turn] < events) {
        int64_t now = now_ns(), due = begun + (int64_t)made * 1000000000 / rate;
        if (made < events && due <= now) {
            make(frames + frame_size * (size_t)made, bytes, made + 1, due);
            made++;
        } else if (sent[turn] == made) { /* whose turn it is has waited longest: nobody lacks anything */
            struct timespec wait = {(due - now) / 1000000000, (due - now) % 1000000000};
            nanosleep(&wait, NULL);
        } else {
            send_all(fds[turn], frames + frame_size * (size_t)sent[turn], frame_size * (size_t)(made - sent[turn]));
            sent[turn] = made;
            turn = (turn + 1) % count;
        }
    }
    for (int i = 0; i < count; i++) send_all(fds[i], "\x88\x02\x03\xe8", 4);
    for (int i = 0; i < count; i++) {
        while (read(fds[i], request, sizeof request) > 0) continue;
        close(fds[i]);
    }
    return 0;
}
