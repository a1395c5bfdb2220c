#include "broker/host/posix.h"

#include <cerrno>
#include <csignal>
#include <system_error>

#include <pthread.h>
#include <unistd.h>

namespace broker::host {

void Descriptor::reset(int number) {
    if (m_number >= 0) ::close(m_number);
    m_number = number;
}

ErrorCode codeOfErrno(int number) {
    switch (number) {
        case ENOENT:
        case ENOTDIR:
            return ErrorCode::kNotFound;
        case EEXIST:
        case ENOTEMPTY:
            return ErrorCode::kAlreadyExists;
        case EACCES:
        case EPERM:
        case EROFS:
            return ErrorCode::kPermissionDenied;
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return ErrorCode::kNoSpace;
        case EADDRINUSE:
            return ErrorCode::kAddressInUse;
        case EADDRNOTAVAIL:
        case EAFNOSUPPORT:
            return ErrorCode::kInvalidArgument;
        case ECONNREFUSED:
        case EHOSTUNREACH:
        case ENETUNREACH:
            return ErrorCode::kConnectionRefused;
        case ECONNRESET:
        case ECONNABORTED:
        case ENOTCONN:
        case EPIPE:
            return ErrorCode::kConnectionClosed;
        case ETIMEDOUT:
            return ErrorCode::kTimedOut;
        default:
            return ErrorCode::kInputOutput;
    }
}

std::unexpected<Error> systemFailure(int number, std::string act) {
    return failure(codeOfErrno(number), "{}: {}", act, std::generic_category().message(number));
}

std::thread startThread(const std::string& name, std::move_only_function<void()> body) {
    // A thread inherits the mask of its maker, so it is set here: there is no moment at which a signal could
    // find the thread without it.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS})
        sigdelset(&all, fault);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    struct Restore {
        sigset_t& mask;
        ~Restore() { pthread_sigmask(SIG_SETMASK, &mask, nullptr); }
    } restore{before};
    return std::thread([shortName = name.substr(0, 15), body = std::move(body)]() mutable {
        pthread_setname_np(pthread_self(), shortName.c_str());
        body();
    });
}

}  // namespace broker::host
