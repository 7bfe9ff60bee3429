using Marten;
using Npgsql;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>States by what was reported up to an instant, folded from the log: the analyst may ask for any instant, so no view keeps them.</summary>
internal sealed class ReportedStates(LedgerStore store)
{
    public async Task<IReadOnlyDictionary<string, AreaState>> FoldAsync(NpgsqlTransaction read, Axes axes, IReadOnlyList<Area> areas, CancellationToken cancellation)
    {
        await using var session = store.Documents.QuerySession(Marten.Services.SessionOptions.ForTransaction(read));
        var streams = areas.Select(a => AreaState.Stream(axes.Theatre.Id, a.Code)).ToArray();
        var states = new Dictionary<string, AreaState>();
        foreach (var e in await session.Events.QueryAllRawEvents().Where(e => e.Sequence <= axes.Position && e.StreamKey!.IsOneOf(streams)).OrderBy(e => e.Sequence).ToListAsync(cancellation))
        {
            var code = e.StreamKey![(e.StreamKey!.LastIndexOf('/') + 1)..];
            states[code] = states.GetValueOrDefault(code, new AreaState(code)).Fold(e.Data, e.Sequence, e.Timestamp);
        }
        // From the top down, since an area may inherit from what is above it.
        foreach (var area in areas.Where(a => states.ContainsKey(a.Code)).OrderBy(a => a.Path.Count))
            states[area.Code] = AsReported.Of(states[area.Code], area, axes.Reported!.Value, Inheritance.Above(area, states.GetValueOrDefault), axes.Theatre);
        return states;
    }
}
