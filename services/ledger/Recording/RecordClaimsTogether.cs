using Territory.Contracts;
using Territory.Ledger.Actors;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Recording;

/// <summary>
/// Records the claims of several messages about one theatre in one transaction. The policy looks at the set of claims
/// known, so those of an area are decided at once. A claim known already, and one that cannot be recorded, are answered
/// here, since no event will tell of them.
/// </summary>
internal sealed class RecordClaimsTogether(AreaDoor door, TheatreRegister theatres, KnownSuccessions successions, TimeProvider clock)
{
    /// <summary>For each message, its answers.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<RecordedClaim>>> RunAsync(IReadOnlyList<RecordClaims> commands, CancellationToken cancellation)
    {
        if (theatres.Find(commands[0].Theatre) is not { } pack)
            return [.. commands.Select(m => (IReadOnlyList<RecordedClaim>)[.. m.Claims.Select(c => Refused(c, $"The theatre '{m.Theatre}' is unknown; expected {theatres.Expected}."))])];
        var theatre = await successions.ApplyAsync(pack, cancellation);
        var heard = commands.Select(m => m.Claims.Select(c => (Claim: c, Fault: ClaimFaults.Find(c, theatre, clock.GetUtcNow()))).ToArray()).ToArray();
        var sound = heard.SelectMany(m => m).Where(c => c.Fault is null).Select(c => ClaimAsKnown.Of(c.Claim, theatre)).GroupBy(c => c.Area).ToDictionary(g => g.Key, g => g.ToArray());
        var before = new Dictionary<string, RecordedClaim>();
        if (sound.Count > 0)
            await door.DecideAsync(theatre, sound.Keys, view =>
            {
                foreach (var claim in sound[view.Area.Code])
                    if (view.State.Answers.TryGetValue(claim.Id, out var answer)) before[claim.Id] = new(claim.Id, answer.Decision, answer.Position);
                return RecordClaim.Decide(view.State, view.Area, sound[view.Area.Code], view.Above, theatre);
            }, cancellation);
        return [.. heard.Select(m => (IReadOnlyList<RecordedClaim>)[.. m.Select(c => c.Fault is { } fault ? Refused(c.Claim, fault) : before.GetValueOrDefault(c.Claim.Id)).OfType<RecordedClaim>()])];
    }

    private static RecordedClaim Refused(Claim claim, string why) => new(claim.Id, new("refused", "v1/refused", why), 0);
}
