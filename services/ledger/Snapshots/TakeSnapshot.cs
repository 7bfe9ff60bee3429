using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Hangfire;
using Territory.Contracts;
using Territory.Ledger.Control;
using Territory.Theatres;

namespace Territory.Ledger.Snapshots;

/// <summary>Writes down the state of all areas of a theatre, of every level, as the as-of question answers it: every night, and when asked.</summary>
internal sealed class TakeSnapshot(LedgerStore store, ControlQuery control, PinnedSnapshots snapshots, TheatreRegister theatres, TimeProvider clock)
{
    [JobDisplayName("Nightly snapshots")]
    [AutomaticRetry(Attempts = 3, DelaysInSeconds = [30, 300, 1800])]
    public async Task RunNightlyAsync(CancellationToken cancellation)
    {
        foreach (var theatre in theatres.All) await RunAsync(theatre, clock.GetUtcNow(), null, "schedule", "nightly snapshot", cancellation);
    }

    /// <param name="at">The instant of the world.</param>
    /// <param name="known">By what was recorded up to it; null: by everything recorded now.</param>
    /// <returns>Null when the log has not come to <paramref name="known"/> yet: what it will hold then is open.</returns>
    public async Task<Snapshot?> RunAsync(Theatre theatre, DateTimeOffset at, Control.Knowledge? known, string by, string? reason, CancellationToken cancellation)
    {
        var instant = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
        var picture = await control.AskAsync(new(theatre, instant, known ?? new(null, await HeadAsync(cancellation)), null), cancellation);
        if (!picture.Settled) return null;
        var answer = new ControlAnswer(theatre, picture, [.. theatre.Areas.OrderBy(a => a.Code, StringComparer.Ordinal)], LocalTime.DayOf(picture.At, theatre.Zone));
        var (json, geojson) = (JsonSerializer.SerializeToUtf8Bytes(answer, ContractJson.Options), GeoJson(theatre, answer));
        var snapshot = new Snapshot("snp_" + Guid.CreateVersion7().ToString("N"), theatre.Id, answer.At, answer.Position, answer.Checksum!, answer.PackVersion, answer.Areas.Count, FileOf(json), FileOf(geojson), by, reason, clock.GetUtcNow());
        await snapshots.AddAsync(snapshot, json, geojson, cancellation);
        return snapshot;
    }

    private static byte[] GeoJson(Theatre theatre, ControlAnswer answer)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = ContractJson.Options.Encoder })) new ControlGeoJson(theatre, answer, ControlApi.TermsOf(theatre, answer)).Write(json);
        return bytes.WrittenSpan.ToArray();
    }

    internal static SnapshotFile FileOf(byte[] bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length);

    private async Task<long> HeadAsync(CancellationToken cancellation)
    {
        await using var head = store.Database.Pool.CreateCommand($"select coalesce(max(seq_id), 0) from {LedgerStore.Schema}.mt_events");
        return (long)(await head.ExecuteScalarAsync(cancellation))!;
    }
}
