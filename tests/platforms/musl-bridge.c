/*
 * Lets a program for musl use the C++ library and the OpenSSL of a Debian system, which are compiled for glibc: the functions
 * of glibc that they call and musl has not. tests/platforms.sh builds it under the name of glibc's loader, which they ask for.
 */
#define _GNU_SOURCE
#include <link.h>
#include <sys/random.h>
#include <time.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <pthread.h>
#include <stdlib.h>
#include <pthread.h>
/* What GCC's C++ library for glibc needs of it and musl has not. */
char __libc_single_threaded = 0;
struct entry { void (*run)(void *); void *object; struct entry *next; };
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static void end(void *list) {
    for (struct entry *e = list; e;) { struct entry *next = e->next; e->run(e->object); free(e); e = next; }
}
static void make(void) { pthread_key_create(&key, end); }
int __cxa_thread_atexit_impl(void (*run)(void *), void *object, void *dso) {
    (void)dso;
    pthread_once(&once, make);
    struct entry *e = malloc(sizeof *e);
    if (!e) return -1;
    e->run = run; e->object = object; e->next = pthread_getspecific(key);
    return pthread_setspecific(key, e);
}
unsigned arc4random(void) { unsigned word = 0; if (getrandom(&word, sizeof word, 0) != sizeof word) abort(); return word; }
size_t __strftime_l(char *text, size_t size, const char *format, const struct tm *time, locale_t locale) { return strftime_l(text, size, format, time, locale); }
/* libgcc's own, under an old version of the symbols, which musl's loader does not see. */
unsigned __cpu_model[4];
int __cpu_indicator_init(void) { return 0; }
/* OpenSSL is compiled with checked functions, and can switch stacks, which it does only for asynchronous engines. */
long __fdelt_chk(long d) { return d / (8 * (long)sizeof(long)); }
int __vfprintf_chk(FILE *file, int flag, const char *format, va_list rest) { (void)flag; return vfprintf(file, format, rest); }
int __fprintf_chk(FILE *file, int flag, const char *format, ...) {
    va_list rest; va_start(rest, format); int n = __vfprintf_chk(file, flag, format, rest); va_end(rest); return n;
}
int __sprintf_chk(char *text, int flag, size_t size, const char *format, ...) {
    (void)flag; va_list rest; va_start(rest, format); int n = vsnprintf(text, size, format, rest); va_end(rest); return n;
}
void *__memcpy_chk(void *to, const void *from, size_t n, size_t size) { if (n > size) abort(); return memcpy(to, from, n); }
void *__memset_chk(void *to, int byte, size_t n, size_t size) { if (n > size) abort(); return memset(to, byte, n); }
char *__strcat_chk(char *to, const char *from, size_t size) { if (strlen(to) + strlen(from) >= size) abort(); return strcat(to, from); }
void __syslog_chk(int priority, int flag, const char *format, ...) { (void)priority; (void)flag; (void)format; }
int getcontext(void *context) { (void)context; return -1; }
int setcontext(const void *context) { (void)context; return -1; }
void makecontext(void *context, void (*run)(void), int count, ...) { (void)context; (void)run; (void)count; abort(); }
/* Where the unwinding tables of the code at an address lie, as glibc 2.35 and later tell the unwinder of GCC. */
struct found { unsigned long long flags; void *start, *end, *map, *eh_frame; unsigned long long reserved[7]; };
struct search { unsigned long address; struct found *found; };
static int look(struct dl_phdr_info *object, size_t size, void *data) {
    (void)size;
    struct search *search = data;
    unsigned long table = 0, start = 0, end = 0;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        unsigned long from = object->dlpi_addr + part->p_vaddr;
        if (part->p_type == PT_GNU_EH_FRAME) table = from;
        if (part->p_type == PT_LOAD && search->address - from < part->p_memsz) { start = from; end = from + part->p_memsz; }
    }
    if (!end || !table) return 0;
    search->found->flags = 0; search->found->map = 0;
    search->found->start = (void *)start; search->found->end = (void *)end; search->found->eh_frame = (void *)table;
    return 1;
}
int _dl_find_object(void *address, struct found *found) {
    struct search search = { (unsigned long)address, found };
    return dl_iterate_phdr(look, &search) ? 0 : -1;
}
