// ESP-IDF 5.5: components/lwip/include/lwip/sockets.h, over esp-lwip 2.2: src/include/lwip/sockets.h. The BSD names are functions, and global
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <lwip/inet.h>
#include <stddef.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/types.h>

extern "C" {

#define AF_INET 2
#define AF_INET6 10
#define SOCK_STREAM 1
#define IPPROTO_TCP 6
#define SOL_SOCKET 0xfff
#define SO_ERROR 0x1007

typedef uint8_t sa_family_t;
typedef uint16_t in_port_t;
typedef uint32_t socklen_t;

struct sockaddr {
  uint8_t sa_len;
  sa_family_t sa_family;
  char sa_data[14];
};

struct sockaddr_in {
  uint8_t sin_len;
  sa_family_t sin_family;
  in_port_t sin_port;
  struct in_addr sin_addr;
  char sin_zero[8];
};

uint16_t lwip_htons(uint16_t x);
int lwip_socket(int domain, int type, int protocol);
int lwip_connect(int s, const struct sockaddr* name, socklen_t namelen);
int lwip_close(int s);
int lwip_fcntl(int s, int cmd, int val);
int lwip_getsockopt(int s, int level, int optname, void* optval, socklen_t* optlen);
int lwip_select(int maxfdp1, fd_set* readset, fd_set* writeset, fd_set* exceptset, struct timeval* timeout);
ssize_t lwip_send(int s, const void* dataptr, size_t size, int flags);
ssize_t lwip_recv(int s, void* mem, size_t len, int flags);

int socket(int domain, int type, int protocol);
int connect(int s, const struct sockaddr* name, socklen_t namelen);
ssize_t send(int s, const void* dataptr, size_t size, int flags);
ssize_t recv(int s, void* mem, size_t len, int flags);
int inet_pton(int af, const char* src, void* dst);

}  // extern "C"
