using Territory.Contracts;
using Territory.Hosting.Store;
using Territory.Ledger.Areas;
using Territory.Ledger.Views;
using Territory.Theatres;

namespace Territory.Ledger.Recording;

/// <summary>
/// Records the claims of several messages about one theatre in one transaction. The policy looks at the set of claims
/// known, so those of an area are decided at once. A claim known already, and one that cannot be recorded, are answered
/// here, since no event will tell of them.
/// </summary>
internal sealed class RecordClaimsTogether(AreaDoor door, TheatreRegister theatres, TimeProvider clock)
{
    /// <summary>For each message, its answers.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<RecordedClaim>>> RunAsync(IReadOnlyList<RecordClaims> commands, CancellationToken cancellation)
    {
        if (theatres.Find(commands[0].Theatre) is not { } pack)
            return [.. commands.Select(m => (IReadOnlyList<RecordedClaim>)[.. m.Claims.Select(c => Refused(c, $"The theatre '{m.Theatre}' is unknown; expected {theatres.Expected}."))])];
        var heard = commands.Select(m => m.Claims.Select(c => (Claim: c, Fault: ClaimFaults.Find(c, pack, clock.GetUtcNow()))).ToArray()).ToArray();
        var sound = heard.SelectMany(m => m).Where(c => c.Fault is null).Select(c => ClaimAsKnown.Of(c.Claim, pack)).ToArray();
        var (before, areas) = await RecordAsync(pack, sound, cancellation);
        return [.. heard.Select(m => (IReadOnlyList<RecordedClaim>)[.. m.Select(c => Answer(c.Claim, c.Fault)).OfType<RecordedClaim>()])];

        RecordedClaim? Answer(Claim claim, string? fault) => fault is not null ? Refused(claim, fault)
            : areas[claim.Id] is var area && area != pack.FindArea(claim.Area)!.Code ? Refused(claim, $"The id '{claim.Id}' is that of a claim of {area}; a claim's id is one in the whole theatre. Send what is said of {claim.Area} under an id of its own.")
            : before.GetValueOrDefault(claim.Id);
    }

    /// <summary>Of the claims known before, what came of them; and of which area each id is now, be it of an earlier claim.</summary>
    private async Task<(IReadOnlyDictionary<string, RecordedClaim> Before, IReadOnlyDictionary<string, string> Areas)> RecordAsync(Theatre pack, KnownClaim[] sound, CancellationToken cancellation)
    {
        var (before, areas) = (new Dictionary<string, RecordedClaim>(), new Dictionary<string, string>());
        var byArea = sound.ToLookup(c => c.Area);
        if (sound.Length > 0) await door.DecideAsync(pack, [.. byArea.Select(a => a.Key)], Decide, cancellation, LookUpAsync);
        return (before, areas);

        async Task LookUpAsync(OpenDoor open, CancellationToken ct)
        {
            areas = await ClaimsTable.AreasAsync(open.Connection, pack.Id, [.. sound.Select(c => c.Id).Distinct()], ct);
            foreach (var claim in sound) areas.TryAdd(claim.Id, claim.Area);
        }

        IReadOnlyList<object> Decide(AreaInView view)
        {
            var claims = byArea[view.Area.Code].Where(c => areas[c.Id] == c.Area).ToArray();
            foreach (var claim in claims)
                if (view.State.Answers.TryGetValue(claim.Id, out var answer)) before[claim.Id] = new(claim.Id, answer.Decision, answer.Position);
            return RecordClaim.Decide(view, claims);
        }
    }

    private static RecordedClaim Refused(Claim claim, string why) => new(claim.Id, new("refused", "v1/refused", why), 0);
}
