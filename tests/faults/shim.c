/* Stands between a process and its disk, for the fault tests: writes down every change under one folder, lets the disk
 * run full, or kills the process at a chosen change. Loaded with LD_PRELOAD; driven through the functions at the end.
 *
 * Record: u32 operation, u32 length of the path, u64 offset, u64 length of the data, path, data (little-endian, as the PC).
 * Operations: 1 write, 2 truncate, 3 sync, 4 create, 5 rename (data: the new path), 6 unlink, 7 mkdir, 8 rmdir,
 * 9 link (data: the other name).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE, SYNC, CREATE, RENAME, UNLINK, MKDIR, RMDIR, LINK };
#define FILES 1024
#define LONGEST 4096

static char folder[LONGEST], *names[FILES];
static int recording = -1;
static long until_full = -1, until_kill = -1, seen;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

static int inside(const char *path) {
    size_t length = strlen(folder);
    if (length == 1 && folder[0] == '/') return strncmp(path, "/proc/", 6) != 0;
    return length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

/* The path of a file as the kernel knows it; NULL when it does not lie in the folder. -shm is memory, not content. */
static const char *name_of(int fd) {
    return fd >= 0 && fd < FILES ? names[fd] : NULL;
}

static void know(int fd, const char *path) {
    size_t length = strlen(path);
    if (fd < 0 || fd >= FILES) return;
    free(names[fd]);
    names[fd] = NULL;
    if (inside(path) && !(length > 4 && !strcmp(path + length - 4, "-shm"))) names[fd] = strdup(path);
}

/* One call for a record, so that those of two processes do not mix. */
static void put(struct iovec *parts, int count, uint64_t length) {
    if (syscall(SYS_writev, recording, parts, count) != (long)length) abort();
}

static void record(uint32_t operation, const char *path, uint64_t offset, const void *data, uint64_t length) {
    uint32_t head[2] = {operation, (uint32_t)strlen(path)};
    uint64_t rest[2] = {offset, length};
    if (recording < 0) return;
    struct iovec parts[4] = {{head, sizeof head}, {rest, sizeof rest}, {(char *)path, head[1]}, {(void *)data, length}};
    pthread_mutex_lock(&guard);
    put(parts, data ? 4 : 3, sizeof head + sizeof rest + head[1] + (data ? length : 0));
    pthread_mutex_unlock(&guard);
}

/* Counts one change; dies before it or refuses it when its number has come. A full disk stays full. */
static int refused(int needs_room) {
    seen++;
    if (until_kill >= 0 && until_kill-- == 0) syscall(SYS_kill, getpid(), SIGKILL);
    if (needs_room && until_full >= 0) {
        if (until_full == 0) {
            errno = ENOSPC;
            return 1;
        }
        until_full--;
    }
    return 0;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static int opened(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    struct stat was;
    int ours = inside(path), fresh = ours && (flags & O_CREAT) && stat(path, &was);
    int cut = ours && !fresh && (flags & O_TRUNC) && (flags & (O_WRONLY | O_RDWR));
    size_t length = strlen(path);
    if (length > 4 && !strcmp(path + length - 4, "-shm")) ours = fresh = cut = 0;
    if ((fresh || cut) && refused(fresh)) return -1;
    int fd = real(path, flags, mode);
    if (fd < 0) return fd;
    know(fd, path);
    if (fresh) record(CREATE, path, 0, NULL, 0);
    if (cut) record(TRUNCATE, path, 0, NULL, 0);
    return fd;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list rest; \
        REAL(int, name, const char *, int, ...); \
        va_start(rest, flags); \
        mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        return opened(real, path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int at, const char *path, int flags, ...) { \
        va_list rest; \
        REAL(int, name, int, const char *, int, ...); \
        va_start(rest, flags); \
        mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        int fd = real(at, path, flags, mode); \
        if (fd >= 0) know(fd, path); \
        return fd; \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    REAL(int, close, int);
    if (name_of(fd)) {
        free(names[fd]);
        names[fd] = NULL;
    }
    return real(fd);
}

static ssize_t wrote(int fd, const void *data, size_t length, off_t offset, ssize_t count) {
    (void)length;
    if (count > 0) record(WRITE, name_of(fd), offset, data, count);
    return count;
}

ssize_t write(int fd, const void *data, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t);
    if (!name_of(fd)) return real(fd, data, length);
    if (refused(1)) return -1;
    off_t offset = (fcntl(fd, F_GETFL) & O_APPEND) ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    return wrote(fd, data, length, offset, real(fd, data, length));
}

#define PWRITE(name, kind) \
    ssize_t name(int fd, const void *data, size_t length, kind offset) { \
        REAL(ssize_t, name, int, const void *, size_t, kind); \
        if (!name_of(fd)) return real(fd, data, length, offset); \
        if (refused(1)) return -1; \
        return wrote(fd, data, length, offset, real(fd, data, length, offset)); \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define FTRUNCATE(name, kind) \
    int name(int fd, kind length) { \
        REAL(int, name, int, kind); \
        if (!name_of(fd)) return real(fd, length); \
        if (refused(0)) return -1; \
        int answer = real(fd, length); \
        if (!answer) record(TRUNCATE, name_of(fd), length, NULL, 0); \
        return answer; \
    }
FTRUNCATE(ftruncate, off_t)
FTRUNCATE(ftruncate64, off64_t)

#define FSYNC(name) \
    int name(int fd) { \
        REAL(int, name, int); \
        if (!name_of(fd)) return real(fd); \
        if (refused(0)) return -1; \
        int answer = real(fd); \
        if (!answer) record(SYNC, name_of(fd), 0, NULL, 0); \
        return answer; \
    }
FSYNC(fsync)
FSYNC(fdatasync)

int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    struct stat was;
    if (!inside(from) && !inside(to)) return real(from, to);
    if (refused(stat(to, &was) != 0)) return -1; /* a name that is there already needs no room */
    int answer = real(from, to);
    if (!answer) record(RENAME, from, 0, to, strlen(to));
    return answer;
}

static int linked(const char *from, const char *to, int answer) {
    if (!answer) record(LINK, from, 0, to, strlen(to));
    return answer;
}

int link(const char *from, const char *to) {
    REAL(int, link, const char *, const char *);
    if (!inside(to)) return real(from, to);
    return refused(1) ? -1 : linked(from, to, real(from, to));
}

int linkat(int at, const char *from, int to_at, const char *to, int flags) {
    REAL(int, linkat, int, const char *, int, const char *, int);
    if (!inside(to)) return real(at, from, to_at, to, flags);
    return refused(1) ? -1 : linked(from, to, real(at, from, to_at, to, flags));
}

#define BY_NAME(name, operation, room, ...) \
    if (!inside(path)) return real(__VA_ARGS__); \
    if (refused(room)) return -1; \
    int answer = real(__VA_ARGS__); \
    if (!answer) record(operation, path, 0, NULL, 0); \
    return answer

int unlink(const char *path) {
    REAL(int, unlink, const char *);
    BY_NAME(unlink, UNLINK, 0, path);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, mkdir, const char *, mode_t);
    BY_NAME(mkdir, MKDIR, 1, path, mode);
}

int rmdir(const char *path) {
    REAL(int, rmdir, const char *);
    BY_NAME(rmdir, RMDIR, 0, path);
}

/* Removing a tree and copying by the kernel go other ways; these answers send Python back to the ones above. */
int unlinkat(int at, const char *name, int flags) {
    char path[LONGEST], link[64];
    REAL(int, unlinkat, int, const char *, int);
    if (at == AT_FDCWD || name[0] == '/' || !folder[0]) return real(at, name, flags);
    snprintf(link, sizeof link, "/proc/self/fd/%d", at);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return real(at, name, flags);
    snprintf(path + length, sizeof path - length, "/%s", name);
    if (!inside(path)) return real(at, name, flags);
    if (refused(0)) return -1;
    int answer = real(at, name, flags);
    if (!answer) record(flags & AT_REMOVEDIR ? RMDIR : UNLINK, path, 0, NULL, 0);
    return answer;
}

#define BY_THE_KERNEL(name, kind) \
    ssize_t name(int to, int from, kind *offset, size_t count) { \
        (void)to, (void)from, (void)offset, (void)count; \
        errno = EINVAL; \
        return -1; \
    }
BY_THE_KERNEL(sendfile, off_t)
BY_THE_KERNEL(sendfile64, off64_t)

/* A whole tree of processes is recorded into one file by two words of its environment. */
__attribute__((constructor)) static void listen(void) {
    const char *watched = getenv("LUCHENG_FAULTS_WATCH"), *log = getenv("LUCHENG_FAULTS_RECORD");
    if (!watched || !log) return;
    strncpy(folder, watched, sizeof folder - 1);
    recording = (int)syscall(SYS_open, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

/* The four handles. */
void faults_watch(const char *path) {
    strncpy(folder, path, sizeof folder - 1);
}

void faults_record(const char *log) {
    if (recording >= 0) syscall(SYS_close, recording);
    recording = log ? (int)syscall(SYS_open, log, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
}

long faults_full(long after) {
    long left = until_full;
    until_full = after;
    return left;
}

long faults_kill(long after) {
    long count = seen;
    until_kill = after;
    seen = 0;
    return count;
}
