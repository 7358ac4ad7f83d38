// An enrolled agent of each of two offices that plays foul together: it knows everything, has its own keys,
// and sends whatever it likes. Nothing of it may stop, change or reach into what others do.
#pragma once

#include <vector>

#include "tests/simulation/world.h"

namespace phirap::simulation {

class Stranger {
  public:
    explicit Stranger(World& world);

    void play_foul();
    // A run of its own under the id of somebody else's.
    void take_lineage_in(const Office& office);

  private:
    // One of its two enrolments, with the run that it writes there.
    struct Persona {
        SigningKey key;
        Office office;
        LineageId lineage;
        Bytes paper;
        std::vector<Bytes> bodies;

        [[nodiscard]] LineageRoot root(const WriterId& server) const {
            return {server, office, key.writer(), lineage};
        }
    };

    void enrol(Persona& persona);
    void send(const Persona& carrier, std::vector<Bytes> frames, std::vector<OfferedTip> tips = {});
    [[nodiscard]] Bytes frame_of(const LineageRoot& root, const std::vector<Bytes>& bodies,
                                 const SigningKey& sealed_by);
    // The end of somebody else's run in that office, if there is one.
    [[nodiscard]] std::optional<LoggedBranch> victim(const Office& office);

    void grow(Persona& persona);
    void say_two_things(Persona& persona);
    void send_oversized(Persona& persona);
    void go_on_with_anothers_run(Persona& persona);
    void take_anothers_lineage(Persona& persona);
    void take_lineage(const Persona& persona, const LoggedBranch& other);
    void reach_into_another_office(Persona& carrier, const Persona& other);
    void speak_as_another(Persona& persona);
    void lie_about_sizes(Persona& persona);
    void offer_what_it_does_not_hold(Persona& persona);

    World& world_;
    std::vector<Persona> personas_;
};

}  // namespace phirap::simulation
