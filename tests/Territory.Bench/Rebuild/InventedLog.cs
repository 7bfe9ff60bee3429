using System.Collections.Immutable;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;
using Territory.Ledger;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Bench.Rebuild;

/// <summary>
/// A log as a ledger comes to have it, the same every time: of twenty events of an area ten are claims, five decisions, one
/// a correction, two claims assessed anew, one other grounds, one an observation. Written straight into the store's tables.
/// </summary>
internal sealed class InventedLog(LedgerStore store, Theatre theatre, int areas, int events)
{
    private static readonly DateTimeOffset Begin = new(2014, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly string[] actors = [.. theatre.Actors.Take(4).Select(a => a.Code)];
    /// <summary>Governorates first but for one, which is left to whoever writes meanwhile; then places that are on no map.</summary>
    private readonly string[] codes = [.. theatre.Areas.Where(a => a.Level == AreaLevel.Governorate).Skip(1).Select(a => a.Code).Concat(Enumerable.Range(0, areas).Select(i => $"X{i:D6}")).Take(areas)];

    public string FirstArea => codes[0];

    public async Task WriteAsync()
    {
        await using var connection = await store.Database.Pool.OpenConnectionAsync();
        var serializer = store.Documents.Options.Serializer();
        await WriteStreamsAsync(connection);
        await using (var copy = await connection.BeginBinaryImportAsync($"copy {LedgerStore.Schema}.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type, timestamp) from stdin (format binary)"))
        {
            for (var i = 0; i < events; i++)
            {
                var (code, own) = (codes[i % codes.Length], i / codes.Length);
                var (name, stored) = Event(code, own);
                await copy.StartRowAsync();
                await copy.WriteAsync((long)i + 1, NpgsqlDbType.Bigint);
                await copy.WriteAsync(Guid.CreateVersion7(Begin.AddSeconds(i)), NpgsqlDbType.Uuid);
                await copy.WriteAsync(AreaState.Stream(theatre.Id, code), NpgsqlDbType.Varchar);
                await copy.WriteAsync((long)own + 1, NpgsqlDbType.Bigint);
                await copy.WriteAsync(serializer.ToJson(stored), NpgsqlDbType.Jsonb);
                await copy.WriteAsync(name, NpgsqlDbType.Varchar);
                await copy.WriteAsync($"{stored.GetType().FullName}, {stored.GetType().Assembly.GetName().Name}", NpgsqlDbType.Varchar);
                await copy.WriteAsync(Begin.AddSeconds(i).UtcDateTime, NpgsqlDbType.TimestampTz);
            }
            await copy.CompleteAsync();
        }
        await using var finish = new NpgsqlCommand($"""
            select setval('{LedgerStore.Schema}.mt_events_sequence', {events});
            insert into {LedgerStore.Schema}.cursors (name, position) values ('relay', {events}) on conflict (name) do update set position = excluded.position;
            analyze {LedgerStore.Schema}.mt_events; analyze {LedgerStore.Schema}.mt_streams
            """, connection) { CommandTimeout = 300 };
        await finish.ExecuteNonQueryAsync();
    }

    /// <summary>Before the events, each of which names its stream.</summary>
    private async Task WriteStreamsAsync(NpgsqlConnection connection)
    {
        await using var streams = new NpgsqlCommand($"insert into {LedgerStore.Schema}.mt_streams (id, version, timestamp, created) select id, version, now(), now() from unnest($1, $2) as s (id, version)", connection);
        streams.Parameters.Add(new() { Value = codes.Select(code => AreaState.Stream(theatre.Id, code)).ToArray() });
        streams.Parameters.Add(new() { Value = codes.Select((_, i) => (long)(events / codes.Length + (i < events % codes.Length ? 1 : 0))).ToArray() });
        await streams.ExecuteNonQueryAsync();
    }

    private (string Name, object Event) Event(string area, int own) => (own % 20) switch
    {
        1 or 4 or 8 or 12 or 16 => ("change_decided.v1", new ChangeDecided(theatre.Id, Change(area, own), Ruling(area, own))),
        10 => ("change_corrected.v1", new ChangeCorrected(theatre.Id, Change(area, own), Change(area, own - 2), Ruling(area, own), "better known")),
        6 or 14 => ("claim_reassessed.v1", new ClaimReassessed(theatre.Id, Claim(area, own - 1), "rep_1", new ClaimDecision("supports", "two-independent", null, Change(area, own - 2)))),
        18 => ("change_supported.v1", new ChangeSupported(theatre.Id, Change(area, own - 2), Ruling(area, own - 2) with { Grade = new('B', 2) })),
        19 => ("observation_recorded.v1", new ObservationRecorded(theatre.Id, new($"obs_{area}_{own}", At(own), null, At(own).From, "desk", new('B', 2), "person:bench"))),
        _ => ("claim_recorded.v1", new ClaimRecorded(theatre.Id, AClaim(area, own), new ClaimDecision("pending", "needs-another"))),
    };

    private static string Change(string area, int own) => $"chg_{area}_{own}";

    private static string Claim(string area, int own) => $"clm_{area}_{own}";

    /// <summary>As it happens: mostly one after the other, now and then one that was learned late.</summary>
    private static EffectiveTime At(int own)
    {
        var hours = own % 40 == 16 ? Math.Max(0, own - 60) : own;
        var from = Begin.AddHours(hours);
        return new(from.ToString("yyyy-MM-dd'T'HH:mmK", CultureInfo.InvariantCulture), Precision.Hour, from, from.AddHours(1), DateBasis.Text);
    }

    private Ruling Ruling(string area, int own) => new(
        ControlStatus.Controlled, [actors[own / 4 % actors.Length]], [], actors[(own / 4 + 1) % actors.Length], null, own % 3 == 0 ? Extent.Whole : Extent.Most, Manner.Force, At(own), At(own).From, new('C', 3),
        "two-independent", Territory.Ledger.Areas.Ruling.ByPolicy, [Claim(area, Math.Max(0, own - 1))], [], null, false);

    private KnownClaim AClaim(string area, int own) => new(
        Claim(area, own), area, null, actors[own / 4 % actors.Length], ClaimKind.Change, ControlStatus.Controlled, Extent.Whole, Manner.Force, At(own), At(own).From, null, ImmutableArray<string>.Empty, false, true, 0.9,
        "bench", new('C', 3), "source " + own % 7, "owner " + own % 7, true, false, null, "rep_1", [new(10, 40, "3f0c6d1e9ab24c77")], false);
}
