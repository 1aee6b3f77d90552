/* Loaded before a program's own library: writes down, in order, what the program does to the
   files below $RECORD_ROOT. One record to $RECORD_LOG for each call that succeeded:

       kind (1 byte), file descriptor (4), offset (8), length (4), bytes

   The bytes are what was written, or a path, or two paths with a NUL between them. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define MOST 4096

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static const char *root;
static size_t root_length;
static int out = -1;
static char ours[MOST]; /* file descriptor -> opened below the root */

__attribute__((constructor)) static void begin(void) {
    const char *log = getenv("RECORD_LOG");
    root = getenv("RECORD_ROOT");
    if (!log || !root) return;
    root_length = strlen(root);
    out = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int below(const char *path) {
    return out >= 0 && strncmp(path, root, root_length) == 0;
}

static int mine(int fd) { return out >= 0 && fd >= 0 && fd < MOST && ours[fd]; }

static void note(char kind, int fd, off_t offset, const void *bytes, size_t length) {
    char head[17];
    int32_t f = fd;
    int64_t o = offset;
    uint32_t n = (uint32_t)length;
    head[0] = kind;
    memcpy(head + 1, &f, 4);
    memcpy(head + 5, &o, 8);
    memcpy(head + 13, &n, 4);
    struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, length}};
    if (writev(out, parts, 2) != (ssize_t)(sizeof head + length)) abort();
}

static void note_path(char kind, int fd, const char *path) {
    note(kind, fd, 0, path, strlen(path));
}

static int opened(int fd, const char *path, int flags) {
    if (fd < 0 || fd >= MOST) return fd;
    ours[fd] = below(path);
    if (ours[fd]) note_path(flags & O_TRUNC ? 'T' : flags & O_CREAT ? 'C' : 'O', fd, path);
    return fd;
}

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...) {                                                   \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;                  \
        va_end(more);                                                                              \
        pthread_mutex_lock(&one_at_a_time);                                                        \
        int fd = opened(REAL(name)(path, flags, mode), path, flags);                               \
        pthread_mutex_unlock(&one_at_a_time);                                                      \
        return fd;                                                                                 \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    pthread_mutex_lock(&one_at_a_time);
    if (mine(fd)) {
        note('c', fd, 0, "", 0);
        ours[fd] = 0;
    }
    int done = REAL(close)(fd);
    pthread_mutex_unlock(&one_at_a_time);
    return done;
}

#define WRITE(name, position, ...)                                                                 \
    {                                                                                              \
        pthread_mutex_lock(&one_at_a_time);                                                        \
        off_t at = mine(fd) ? (position) : 0;                                                      \
        ssize_t done = REAL(name)(fd, bytes, length __VA_ARGS__);                                  \
        if (done > 0 && mine(fd)) note('w', fd, at, bytes, (size_t)done);                          \
        pthread_mutex_unlock(&one_at_a_time);                                                      \
        return done;                                                                               \
    }
ssize_t write(int fd, const void *bytes, size_t length)
    WRITE(write, lseek(fd, 0, fcntl(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR))
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset)
    WRITE(pwrite, offset, , offset)
ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset)
    WRITE(pwrite64, offset, , offset)

#define ON_FILE(kind, name, ...)                                                                   \
    {                                                                                              \
        pthread_mutex_lock(&one_at_a_time);                                                        \
        int done = REAL(name)(fd __VA_ARGS__);                                                     \
        if (done == 0 && mine(fd)) note(kind, fd, size, "", 0);                                    \
        pthread_mutex_unlock(&one_at_a_time);                                                      \
        return done;                                                                               \
    }
int ftruncate(int fd, off_t size) ON_FILE('t', ftruncate, , size)
int ftruncate64(int fd, off_t size) ON_FILE('t', ftruncate64, , size)
int fsync(int fd) {
    const off_t size = 0;
    ON_FILE('s', fsync)
}
int fdatasync(int fd) {
    const off_t size = 0;
    ON_FILE('s', fdatasync)
}

#define ON_NAME(kind, name, path, ...)                                                             \
    {                                                                                              \
        pthread_mutex_lock(&one_at_a_time);                                                        \
        int done = REAL(name)(path __VA_ARGS__);                                                   \
        if (done == 0 && below(path)) note_path(kind, -1, path);                                   \
        pthread_mutex_unlock(&one_at_a_time);                                                      \
        return done;                                                                               \
    }
int unlink(const char *path) ON_NAME('u', unlink, path)
int rmdir(const char *path) ON_NAME('u', rmdir, path)
int mkdir(const char *path, mode_t mode) ON_NAME('m', mkdir, path, , mode)

int rename(const char *from, const char *to) {
    pthread_mutex_lock(&one_at_a_time);
    int done = REAL(rename)(from, to);
    if (done == 0 && below(from)) {
        char both[8192];
        size_t n = strlen(from) + 1, m = strlen(to);
        if (n + m > sizeof both) abort();
        memcpy(both, from, n);
        memcpy(both + n, to, m);
        note('r', -1, 0, both, n + m);
    }
    pthread_mutex_unlock(&one_at_a_time);
    return done;
}
