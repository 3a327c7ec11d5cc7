/* The load: many WebSocket clients in one process, each of which checks that it gets every event once, in order.
 *
 *   load PORT PATH CLIENTS MODE
 *
 * MODE "follow": read until the server closes every connection. MODE "ready": the same, and say "ready" once every
 * client has been caught up. MODE "hold": say so too, then stay, reading, until standard input ends.
 *
 * A message that holds "seq":N is an event. Where it also holds due=T (nanoseconds of CLOCK_REALTIME, the time at which it
 * was meant to be sent), the delay until it was read here is kept. On standard output, at the end, one JSON object:
 * clients, complete (clients that saw 1..last without a gap and were closed with 1000), last (the greatest seq),
 * events (in all), delays, p50_ms, p99_ms, max_ms, seconds (from the first connect to the last event), and, to show
 * whether this process was the bottleneck: busy (the share of the time from the first stamped event, or else the first
 * event, to the first close which it spent on a processor), gap_ms (the longest that it took to read what one poll had
 * found). With 1,000 clients and more it rests for 0.2 ms after a poll that found few: that much of every delay is its own.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 1 << 18, GREETING = 4096, MANY = 1000, REST_NS = 200000, OTHER_FILES = 64 };

typedef struct {
    int fd, upgraded, caught_up, broken, code;
    long seq;
    char *rest; /* the beginning of a frame whose end has not come yet */
    size_t rest_size;
    char *greeting; /* until the server has answered it; apart, so that all clients fit into the processor's cache */
    size_t greeting_size;
} Client;

static float *delays;
static size_t delay_count, delay_room;
static long events_in_all;
static int64_t first_event_at, last_event_at, read_at, busy_before_ns, busy_after_ns;
static int stamped;

static int64_t clock_ns(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int64_t now_ns(void) {
    return clock_ns(CLOCK_REALTIME);
}

static void fail(const char *what) {
    perror(what);
    exit(2);
}

static void keep_delay(float ms) {
    if (delay_count == delay_room) {
        delay_room = delay_room ? delay_room * 2 : 1 << 20;
        delays = realloc(delays, delay_room * sizeof *delays);
        if (!delays) fail("realloc");
    }
    delays[delay_count++] = ms;
}

static void take_text(Client *c, const char *text, size_t size) {
    size_t look = size < 64 ? size : 64;
    const char *seq = memmem(text, look, "\"seq\":", 6);
    if (!seq) {
        if (memmem(text, look, "\"caught_up\"", 11)) c->caught_up = 1;
        return;
    }
    long n = strtol(seq + 6, NULL, 10);
    if (n != c->seq + 1) c->broken = 1;
    c->seq = n;
    events_in_all++;
    const char *due = memmem(text, size, "due=", 4);
    last_event_at = read_at;
    if (!first_event_at || (due && !stamped)) {
        first_event_at = last_event_at;
        busy_before_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
        stamped = due != NULL;
    }
    if (due) keep_delay((float)(last_event_at - strtoll(due + 4, NULL, 10)) / 1e6f);
}

/* How many bytes of data were whole frames. */
static size_t take_frames(Client *c, const unsigned char *data, size_t size) {
    size_t at = 0;
    while (size - at >= 2) {
        size_t head = 2;
        uint64_t length = data[at + 1] & 127;
        if (length == 126) {
            if (size - at < 4) break;
            length = (uint64_t)data[at + 2] << 8 | data[at + 3];
            head = 4;
        } else if (length == 127) {
            if (size - at < 10) break;
            length = 0;
            for (int i = 2; i < 10; i++) length = length << 8 | data[at + i];
            head = 10;
        }
        if (size - at < head + length) break;
        int opcode = data[at] & 15;
        if (opcode == 1) take_text(c, (const char *)data + at + head, length);
        if (opcode == 8 && length >= 2) {
            c->code = data[at + head] << 8 | data[at + head + 1];
            if (!busy_after_ns) busy_after_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
        }
        if (opcode == 9 && length < 126) { /* a ping: a masked pong, with a mask of zeros */
            unsigned char pong[131] = {0x8a, (unsigned char)(0x80 | length)};
            memcpy(pong + 6, data + at + head, length);
            if (write(c->fd, pong, 6 + length) < 0) c->broken = 1;
        }
        at += head + length;
    }
    return at;
}

static void take(Client *c, unsigned char *data, size_t size) {
    if (!c->upgraded) {
        size_t room = GREETING - 1 - c->greeting_size, n = size < room ? size : room;
        memcpy(c->greeting + c->greeting_size, data, n);
        c->greeting_size += n;
        c->greeting[c->greeting_size] = 0;
        char *end = strstr(c->greeting, "\r\n\r\n");
        if (!end) return;
        if (!strstr(c->greeting, " 101 ")) {
            fprintf(stderr, "refused: %s\n", c->greeting);
            exit(2);
        }
        c->upgraded = 1;
        size_t used = (size_t)(end + 4 - c->greeting) - (c->greeting_size - n);
        data += used;
        size -= used;
        free(c->greeting);
    }
    if (c->rest_size) {
        unsigned char *both = malloc(c->rest_size + size);
        if (!both) fail("malloc");
        memcpy(both, c->rest, c->rest_size);
        memcpy(both + c->rest_size, data, size);
        size += c->rest_size;
        free(c->rest);
        c->rest_size = 0;
        size_t used = take_frames(c, both, size);
        if (used < size) {
            c->rest_size = size - used;
            c->rest = malloc(c->rest_size);
            memcpy(c->rest, both + used, c->rest_size);
        }
        free(both);
        return;
    }
    size_t used = take_frames(c, data, size);
    if (used < size) {
        c->rest_size = size - used;
        c->rest = malloc(c->rest_size);
        memcpy(c->rest, data + used, c->rest_size);
    }
}

static int by_size(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* Rather an end that says why than clients that cannot connect. */
static void may_open(int count) {
    rlim_t wanted = (rlim_t)count + OTHER_FILES;
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_max < wanted) files.rlim_max = wanted;
    if (files.rlim_cur < wanted) files.rlim_cur = wanted;
    if (setrlimit(RLIMIT_NOFILE, &files)) {
        fprintf(stderr, "%d clients need %lu open files, more than this process may have: raise ulimit -Hn\n", count,
                (unsigned long)wanted);
        exit(2);
    }
}

static void connect_one(Client *c, int port, const char *path) {
    c->greeting = malloc(GREETING);
    if (!c->greeting) fail("malloc");
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (c->fd < 0) fail("socket");
    if (connect(c->fd, (struct sockaddr *)&to, sizeof to)) fail("connect");
    char hello[1024];
    int n = snprintf(hello, sizeof hello,
                     "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
                     path, port);
    if (write(c->fd, hello, (size_t)n) != n) fail("write");
    fcntl(c->fd, F_SETFL, O_NONBLOCK);
}

int main(int argc, char **argv) {
    if (argc < 5) return fprintf(stderr, "load PORT PATH CLIENTS follow|ready|hold\n"), 2;
    int port = atoi(argv[1]), count = atoi(argv[3]), hold = !strcmp(argv[4], "hold"), tell = hold || !strcmp(argv[4], "ready");
    may_open(count);
    Client *clients = calloc((size_t)count, sizeof *clients);
    unsigned char *chunk = malloc(CHUNK);
    int poll = epoll_create1(0), open = count, ready = 0;
    int64_t begun = now_ns();
    for (int i = 0; i < count; i++) {
        connect_one(&clients[i], port, argv[2]);
        struct epoll_event watch = {.events = EPOLLIN | EPOLLET, .data.ptr = &clients[i]};
        epoll_ctl(poll, EPOLL_CTL_ADD, clients[i].fd, &watch);
    }
    if (hold) {
        struct epoll_event watch = {.events = EPOLLIN, .data.ptr = NULL};
        epoll_ctl(poll, EPOLL_CTL_ADD, 0, &watch);
    }
    struct epoll_event happened[512];
    struct timespec rest = {0, REST_NS};
    int64_t longest_ns = 0;
    while (open) {
        int n = epoll_wait(poll, happened, 512, -1);
        int64_t woken = now_ns();
        for (int i = 0; i < n; i++) {
            Client *c = happened[i].data.ptr;
            if (!c) {
                open = 0;
                break;
            }
            int was = c->caught_up;
            ssize_t got;
            do { /* a read that did not fill the chunk has taken all; what comes later is told by epoll again */
                got = read(c->fd, chunk, CHUNK);
                read_at = now_ns();
                if (got > 0) take(c, chunk, (size_t)got);
            } while (got == CHUNK);
            if (got == 0 || (got < 0 && errno != EAGAIN)) {
                close(c->fd);
                c->fd = -1;
                open--;
            }
            if (c->code && c->fd >= 0) {
                close(c->fd);
                c->fd = -1;
                open--;
            }
            if (tell && !was && c->caught_up && ++ready == count) {
                printf("ready\n");
                fflush(stdout);
            }
        }
        int64_t took = now_ns() - woken;
        if (stamped && took > longest_ns) longest_ns = took;
        /* Woken for every single message, many clients would keep a processor busy with waking up. */
        if (count >= MANY && n < 64) nanosleep(&rest, NULL);
    }
    if (!busy_after_ns) busy_after_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    int complete = 0;
    long last = 0;
    for (int i = 0; i < count; i++)
        if (clients[i].seq > last) last = clients[i].seq;
    for (int i = 0; i < count; i++) complete += !clients[i].broken && clients[i].seq == last && (hold || clients[i].code == 1000);
    qsort(delays, delay_count, sizeof *delays, by_size);
    double seconds = (double)(last_event_at - begun) / 1e9, receiving = (double)(last_event_at - first_event_at);
    printf("{\"clients\":%d,\"complete\":%d,\"last\":%ld,\"events\":%ld,\"delays\":%zu,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f,"
           "\"seconds\":%.4f,\"busy\":%.3f,\"gap_ms\":%.3f}\n",
           count, complete, last, events_in_all, delay_count, delay_count ? delays[delay_count / 2] : 0.0f,
           delay_count ? delays[delay_count * 99 / 100] : 0.0f, delay_count ? delays[delay_count - 1] : 0.0f, seconds,
           receiving > 0 ? (double)(busy_after_ns - busy_before_ns) / receiving : 0.0, (double)longest_ns / 1e6);
    return 0;
}
