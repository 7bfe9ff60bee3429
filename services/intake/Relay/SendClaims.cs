using MassTransit;
using Territory.Contracts;
using Territory.Hosting.Bus;
using Territory.Hosting.Store;
using Territory.Intake.Reports;

namespace Territory.Intake.Relay;

/// <summary>Sends released claims to the ledger, from intake's own log, at least once. The message id is the event's id.</summary>
internal sealed class SendClaims(Outgoing outgoing, ReportDoor reports) : ILogHandler
{
    public const string Name = "relay";
    // The exchange, not the queue: a sender that names a queue declares it, and its kind is the ledger's to choose. What is sent
    // before the queue is bound is lost, and sent again.
    private static readonly Uri Ledger = new("exchange:record-claims");

    public async Task HandleAsync(IReadOnlyList<StoredEvent> page, CancellationToken cancellation)
    {
        foreach (var e in page)
            if (e.Data is ClaimsReleased released) await SendAsync(released.ReportId, released.ClaimIds, e.Id, cancellation);
    }

    /// <summary>Sends claims of a report that the ledger has not acknowledged.</summary>
    public async Task SendAsync(string reportId, IReadOnlyCollection<string> claimIds, Guid messageId, CancellationToken cancellation)
    {
        if (await reports.LoadAsync(reportId, cancellation) is not { Source: { } source } state) return;
        var claims = state.StandingClaims().Where(c => claimIds.Contains(c.Id)).Select(c => ToClaim(state, source, c)).ToArray();
        var ledger = await outgoing.Bus.GetSendEndpoint(Ledger);
        await Patience.SentAsync(ended => ledger.Send(new RecordClaims(state.Received.Theatre, reportId, claims), context => context.MessageId = messageId, ended), Patience.OfTheBus, cancellation);
    }

    /// <summary>What a person found right is sure, and says so when he read it otherwise than the rule.</summary>
    internal static Claim ToClaim(ReportState state, SourceOfClaim source, FoundClaim c)
    {
        var (report, review) = (state.Received, state.ReviewOf(c.Id));
        var (confidence, rule) = (review.AcceptedBy.IsEmpty ? c.Confidence : 1, review.Reading is null ? c.Rule : c.Rule + "/amended");
        return new(
            c.Id, c.Area, c.From, c.To, c.Kind, c.Status, c.Extent, c.Manner, c.Effective, report.PublishedAt.From, c.ClaimedBy, c.Via, c.Hedged, confidence, rule, c.LevelStated, report.Grade, source,
            report.ReportId, c.Evidence, report.Demonstration, c.With, c.Siege);
    }
}
