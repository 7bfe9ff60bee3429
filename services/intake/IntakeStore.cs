using Territory.Hosting.Settings;
using Territory.Hosting.Store;
using Territory.Intake.Reports;

namespace Territory.Intake;

/// <summary>Intake's event store. Each stored event has its name for ever, whatever becomes of its type.</summary>
public sealed class IntakeStore(TerritorySettings settings, TimeProvider clock, ILoggerFactory loggers) : ServiceStore(Schema, settings, clock, loggers, options =>
{
    options.Events.MapEventType<ReportReceived>("report_received.v1");
    options.Events.MapEventType<ClaimsReleased>("claims_released.v1");
    options.Events.MapEventType<ClaimAnswered>("claim_answered.v1");
    options.Events.MapEventType<ClaimRejected>("claim_rejected.v1");
    options.Events.MapEventType<ClaimAccepted>("claim_accepted.v1");
    options.Events.MapEventType<ClaimKept>("claim_kept.v1");
})
{
    public const string Schema = "intake";
}
