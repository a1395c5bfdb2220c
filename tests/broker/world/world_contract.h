#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <QObject>

#include "broker/world/world.h"

namespace tests {

/// One world and the loop that it runs on, made anew for every test.
class WorldHarness {
public:
    virtual ~WorldHarness() = default;
    /// Runs `act` on the loop and returns afterwards; nothing else of the loop runs meanwhile.
    virtual void onLoop(const std::function<void(broker::world::World&)>& act) = 0;
    /// Lets the loop run until `reached`, asked on the loop between its callbacks, is true. False after 60
    /// seconds (simulated: or with nothing left to happen).
    virtual bool runUntil(const std::function<bool()>& reached) = 0;
    /// An address of this world to listen on, port 0.
    virtual broker::world::Address anyAddress() const = 0;
    /// A folder of this world that exists, is empty and can be written to.
    virtual std::string folder() const = 0;
};

/// What a test keeps on the loop: made there, destroyed there. T's constructor takes the World.
template <class T>
class OnLoop {
public:
    explicit OnLoop(WorldHarness& harness)
        : m_harness(harness) {
        m_harness.onLoop([this](broker::world::World& world) { m_object = std::make_unique<T>(world); });
    }
    ~OnLoop() {
        m_harness.onLoop([this](broker::world::World&) { m_object.reset(); });
    }
    OnLoop(const OnLoop&) = delete;
    OnLoop& operator=(const OnLoop&) = delete;

    T* operator->() { return m_object.get(); }
    /// On the loop.
    void destroy() { m_object.reset(); }
    bool isAlive() const { return m_object != nullptr; }

private:
    WorldHarness& m_harness;
    std::unique_ptr<T> m_object;
};

/// The rules of world/ that hold for every implementation; host/ and simulation/ both run them: derive,
/// give a harness, announce the derived class, and list world_contract.cpp and the other world_contract_*.cpp
/// among the test's sources.
class WorldContract : public QObject {
    Q_OBJECT

protected:
    virtual std::unique_ptr<WorldHarness> makeHarness() = 0;

private slots:
    void init();
    void cleanup();

    // Timers.
    void aTimerNeverRunsInsideTheCallThatAskedForIt();
    void aTimerRunsNoSoonerThanAskedFor();
    void equalDeadlinesRunInTheOrderAskedFor();
    void earlierDeadlinesRunFirst();
    void aDestroyedTimerNeverRuns();
    void aTimerMayDestroyItself();
    void aTimerMayDestroyItsOwner();
    void aTimerMayDestroyItsSibling();
    void aTimerMayRestartItself();
    void tenThousandTimersAllRun();

    // Work and syncs: two kinds of pending call with the same rules.
    void aJobsResultArrivesOnTheLoop();
    void pendingCallsNeverCompleteInsideTheCall_data();
    void pendingCallsNeverCompleteInsideTheCall();
    void aDestroyedCallNeverCompletes_data();
    void aDestroyedCallNeverCompletes();
    void aCompletionMayDestroyItsOwnHandle_data();
    void aCompletionMayDestroyItsOwnHandle();
    void aCompletionMayDestroyItsOwner_data();
    void aCompletionMayDestroyItsOwner();
    void aCompletionMayDestroyItsSibling_data();
    void aCompletionMayDestroyItsSibling();
    void aCompletionMayStartTheNext_data();
    void aCompletionMayStartTheNext();

    // Files.
    void openModesTreatPresenceAsTheySay();
    void readsEndWhereTheFileEnds();
    void piecesAreWrittenOneAfterAnother();
    void resizingCutsAndExtendsWithZeros();
    void foldersListTheirEntriesSorted();
    void renamingReplacesTheTarget();
    void anOpenFileOutlivesItsName();
    void removingWhatIsAbsentIsNoError();
    void wholeFilesAreReplacedAndRead();

    // Network.
    void aListenerTellsThePortItWasGiven();
    void aSecondListenerOnAPortIsRefused();
    void connectingToNobodyIsRefused();
    void framesArriveWholeAndInOrder();
    void aFrameIsItsPiecesOneAfterAnother();
    void aSliceThatComesUpShortBreaksTheConnection();
    void aFrameBeyondTheLimitCostsTheConnection();
    void oneConnectionTooManyIsRefused();
    void aDestroyedConnectionIsSilentAndItsPeerHears();
    void everythingIsSentBeforeClosing();
    void aPausedConnectionDeliversNothing();
    void aReaderThatNeverReadsCongestsItsSender();
    void aConnectionMayBeDestroyedInItsFrame();
    void aConnectionsOwnerMayBeDestroyedInItsFrame();
    void aConnectionMayDestroyItsSiblingInItsFrame();
    void aConnectionMayBeDestroyedWhenItCloses();
    void aConnectionMayBeDestroyedWhenWritable();
    void aConnectionMayBeReplacedWhenItCloses();
    void aListenerMayBeDestroyedWhenItAccepts();
    void aDestroyedConnectNeverCompletes();

private:
    class Net;

    broker::world::Call startCall(broker::world::World& world, broker::world::Callback done);

    std::unique_ptr<WorldHarness> m_harness;
    int m_callsStarted = 0;
};

}  // namespace tests
