using System.Globalization;
using System.Text.Json;
using Territory.Contracts;
using Territory.Feed;
using Territory.Feed.Log;

namespace Territory.Scenarios.Subscriptions;

/// <summary>A public log as the ledger would tell it, put into the feed's own by the feed's own door. Between its positions are holes.</summary>
internal sealed class InventedLog(FeedStore store)
{
    private readonly ChangeLog log = new(store);
    private readonly List<KeptChange> kept = [];

    /// <summary>All of it so far.</summary>
    public IReadOnlyList<KeptChange> Kept => kept;

    public IReadOnlyList<Received> All => [.. kept.Select(Received)];

    public static Received Received(KeptChange change) => new(change.Event.Id, change.Position);

    /// <summary>Tells so many more, each of another of these governorates in turn.</summary>
    public Task TellAsync(int count, params string[] areas) => TellAsync([.. Enumerable.Range(0, count).Select(i => Change(areas.Length == 0 ? "SY12" : areas[i % areas.Length]))]);

    public async Task TellAsync(params Func<long, ControlChange>[] changes)
    {
        var told = new List<KeptChange>();
        foreach (var change in changes) told.Add(Next(told.Count > 0 ? told[^1] : kept.LastOrDefault(), change));
        foreach (var page in told.Chunk(500)) await log.KeepAsync("syria", page, CancellationToken.None);
        kept.AddRange(told);
    }

    public static Func<long, ControlChange> Change(string area, string to = "OPP", string? replaces = null) => position =>
    {
        var day = new DateTimeOffset(2024, 12, 6, 21, 0, 0, TimeSpan.Zero);
        var at = position.ToString(CultureInfo.InvariantCulture);
        return new ControlChange(
            "chg_" + at, at, area, area, AreaLevel.Governorate, [area], "GOV_ASSAD", "GOV_ASSAD", to, ControlStatus.Controlled, Extent.Whole, Manner.Force,
            "2024-12-07", Precision.Day, day, day.AddDays(1), DateBasis.Published, day, true, new Grade('B', 2), "v1/decides-alone", "policy", ["clm_1"], [], [],
            $"{area}: passes", "درعا: من النظام إلى المعارضة", new ControlState([to], ControlStatus.Controlled, day), replaces, replaces is null ? null : "It was another town.");
    };

    private static KeptChange Next(KeptChange? before, Func<long, ControlChange> change)
    {
        var (previous, position) = (before?.Position ?? 0, (before?.Position ?? 0) + 1 + (before?.Position ?? 0) % 3);
        var (data, at) = (change(position), position.ToString(CultureInfo.InvariantCulture));
        var told = new CloudEvent("evt_" + at, "/theatres/syria", data.Replaces is null ? EventTypes.Changed : EventTypes.Retracted, data.Area, new DateTimeOffset(2024, 12, 7, 0, 0, 0, TimeSpan.Zero).AddSeconds(position), at, previous.ToString(CultureInfo.InvariantCulture), data);
        return new KeptChange("syria", position, previous, JsonSerializer.SerializeToUtf8Bytes(told, ContractJson.Options));
    }
}
