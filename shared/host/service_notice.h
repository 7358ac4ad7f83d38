// What a service tells the manager that started it: ready, stopping, how it stands, alive.
//
// The protocol of sd_notify(3), a datagram a word, by ourselves: libsystemd would be one more library for
// four lines of text. Where nobody asked to be told (no NOTIFY_SOCKET), nothing is said.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace phirap {

class ServiceNotice {
  public:
    // From NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID, which are taken out of the environment: what we
    // start must not speak in our name. Before any thread is made.
    [[nodiscard]] static ServiceNotice from_environment();
    // `socket`: a path, or "@name" of the abstract namespace; "": tells nobody.
    explicit ServiceNotice(std::string socket = "", std::int64_t watchdog_ms = 0);

    // `status` is one line for people, shown by `systemctl status`; what follows a line end is left out.
    void ready(std::string_view status) const;
    void status(std::string_view status) const;
    void stopping(std::string_view status) const;
    // Said less than watchdog_ms() after the last time, or the manager starts us anew.
    void alive() const;
    // 0: nobody watches.
    [[nodiscard]] std::int64_t watchdog_ms() const { return watchdog_ms_; }

  private:
    void tell(const std::string& words) const;

    std::string socket_;
    std::int64_t watchdog_ms_;
};

}  // namespace phirap
