using Territory.Hosting.Settings;
using Territory.Hosting.Store;
using Territory.Ledger.Actors;
using Territory.Ledger.Areas;
using Territory.Ledger.Control;

namespace Territory.Ledger;

/// <summary>The ledger's event store. Each stored event has its name for ever, whatever becomes of its type.</summary>
public sealed class LedgerStore(TerritorySettings settings, TimeProvider clock, ILoggerFactory loggers) : ServiceStore(Schema, settings, clock, loggers, options =>
{
    options.Events.IgnoreIndex(LogPosition.Index);
    options.Events.MapEventType<ClaimRecorded>("claim_recorded.v1");
    options.Events.MapEventType<ClaimReassessed>("claim_reassessed.v1");
    options.Events.MapEventType<ChangeDecided>("change_decided.v1");
    options.Events.MapEventType<ChangeCorrected>("change_corrected.v1");
    options.Events.MapEventType<ChangeRetracted>("change_retracted.v1");
    options.Events.MapEventType<ChangeSupported>("change_supported.v1");
    options.Events.MapEventType<ObservationRecorded>("observation_recorded.v1");
    options.Events.MapEventType<ReviewRaised>("review_raised.v1");
    options.Events.MapEventType<ReviewSettled>("review_settled.v1");
    options.Events.MapEventType<ReviewDismissed>("review_dismissed.v1");
    options.Events.MapEventType<ActorSucceeded>("actor_succeeded.v1");
    options.Events.MapEventType<ActorSuccessionRetracted>("actor_succession_retracted.v1");
})
{
    public const string Schema = "ledger";

    /// <summary>The stored names of kinds of events.</summary>
    internal string[] NamesOf(params Type[] events) => [.. Documents.Options.Events.AllKnownEventTypes().Where(known => events.Contains(known.EventType)).Select(known => known.EventTypeName)];
}
