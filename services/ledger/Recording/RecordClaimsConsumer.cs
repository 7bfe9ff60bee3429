using MassTransit;
using Territory.Contracts;
using Territory.Hosting.Bus;
using Territory.Ledger.Areas;
using Territory.Ledger.Chronology;
using Territory.Theatres;

namespace Territory.Ledger.Recording;

/// <summary>
/// Records a report's claims, all in one transaction, and returns. It publishes nothing of what it recorded: the relay does,
/// from the log. A claim known already, and one that cannot be recorded, are answered here, since no event will tell of them.
/// </summary>
internal sealed class RecordClaimsConsumer(AreaDoor door, TheatreRegister theatres, KnownSuccessions successions, KnownAnswers answers, TimeProvider clock) : IConsumer<RecordClaims>
{
    public async Task Consume(ConsumeContext<RecordClaims> context)
    {
        var command = context.Message;
        if (theatres.Find(command.Theatre) is not { } pack)
        {
            await AnswerAsync(context, command.Claims.Select(c => new RecordedClaim(c.Id, Refused($"The theatre '{command.Theatre}' is unknown; expected {theatres.Expected}."), 0)));
            return;
        }
        var theatre = await successions.ApplyAsync(pack, context.CancellationToken);
        var faults = command.Claims.Select(c => (Claim: c, Fault: ClaimFaults.Find(c, theatre, clock.GetUtcNow()))).ToArray();
        var sound = faults.Where(f => f.Fault is null).Select(f => Known(f.Claim, theatre)).GroupBy(c => c.Area).ToDictionary(g => g.Key, g => g.ToArray());
        var steps = await door.DecideAsync(theatre, sound.Keys, view => RecordClaim.Decide(view.State, view.Area, sound[view.Area.Code], view.Above, theatre), context.CancellationToken);
        var recordedNow = steps.Select(s => s.Event.Data).OfType<ClaimRecorded>().Select(e => e.Claim.Id).ToHashSet();
        var before = sound.Values.SelectMany(c => c).Where(c => !recordedNow.Contains(c.Id)).ToArray();
        await AnswerAsync(context,
        [
            .. faults.Where(f => f.Fault is not null).Select(f => new RecordedClaim(f.Claim.Id, Refused(f.Fault!), 0)),
            .. await answers.FindAsync(theatre, before, context.CancellationToken),
        ]);
    }

    private static async Task AnswerAsync(ConsumeContext<RecordClaims> context, IEnumerable<RecordedClaim> claims)
    {
        var list = claims.ToArray();
        if (list.Length > 0) await context.Publish(new ClaimsRecorded(context.Message.Theatre, context.Message.ReportId, list));
    }

    private static ClaimDecision Refused(string why) => new("refused", "v1/refused", why);

    /// <summary>Codes as the pack writes them: a lower-case one must not become an area of its own.</summary>
    private static KnownClaim Known(Claim c, Theatre theatre) => new(
        c.Id, theatre.FindArea(c.Area)!.Code, Code(c.From, theatre), Code(c.To, theatre), c.Kind, c.Status, c.Extent, c.Manner, c.Effective, c.ReportedAt, Code(c.ClaimedBy, theatre), [.. c.Via],
        c.Hedged, c.LevelStated, c.Confidence, c.Rule, c.Grade, c.Source.Name, c.Source.Owner, c.Source.Registered, c.Source.Restricted, c.Source.Party, c.ReportId, [.. c.Evidence], c.Demonstration)
    {
        With = [.. (c.With ?? []).Select(w => Code(w, theatre)!)],
        Siege = c.Siege is { } siege ? siege with { By = Code(siege.By, theatre) } : null,
    };

    private static string? Code(string? actor, Theatre theatre) => actor is null ? null : theatre.FindActor(actor)!.Code;
}

internal sealed class RecordClaimsConsumerDefinition : ConsumerDefinition<RecordClaimsConsumer>
{
    public RecordClaimsConsumerDefinition() => EndpointName = "record-claims";

    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<RecordClaimsConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.Durable();
}
