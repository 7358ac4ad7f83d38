// The desk of a service: its door and its sockets, told to whoever started it. A service lives without one.
#pragma once

#include <optional>

#include "agent/cli/context.h"
#include "agent/cli/ground.h"
#include "agent/desk/desk.h"
#include "agent/desk/reception.h"

namespace phirap::agent {

class Front {
  public:
    // With `opens`, a browser is opened as well when it is said where the desk is.
    Front(const Context& context, Ground& ground, Clock& clock, Chance& chance, bool opens);
    ~Front();
    Front(const Front&) = delete;
    Front& operator=(const Front&) = delete;

    // Takes guests at `address` from now on. Error: listen_failed; then there is no desk. Throws StoreError.
    [[nodiscard]] Result<void> open(const DeskAddress& address);
    // Whoever answers from now on, and after that (null) nobody.
    void attend(std::optional<Attendance> attendance) { reception_.attend(std::move(attendance)); }
    // Prints where the desk is, once.
    void say_where();
    [[nodiscard]] Reception& reception() { return reception_; }

  private:
    const Context& context_;
    Ground& ground_;
    Reception reception_;
    bool opens_;
    bool said_ = false;
    std::optional<Desk> desk_;
};

}  // namespace phirap::agent
