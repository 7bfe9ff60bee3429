using System.Globalization;
using System.Text.Json;
using JasperFx.Events;
using Npgsql;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Changes;

/// <summary>
/// The public log of a theatre: its public events by position, each with the one before it and the CloudEvent exactly as
/// it was told. Written in the transaction that appends.
/// </summary>
public static class PublicLog
{
    public const string Table = LedgerStore.Schema + ".public_log";

    public const string Create = $"""
        create table if not exists {Table} (
          theatre text not null, position bigint not null, previous bigint not null, area text not null, path text[] not null,
          kind text not null, actors text[] not null, reaches_down boolean not null, recorded_at timestamptz not null, event text not null,
          primary key (theatre, position));
        create index if not exists public_log_path on {Table} using gin (path);
        """;

    internal static Task WriteAsync(NpgsqlConnection connection, Theatre theatre, IReadOnlyList<AreaStep> steps, CancellationToken cancellation) =>
        AppendAsync(connection, theatre.Id, steps.Select(step => (step.Event.Sequence, (Func<long, CloudEvent?>)(previous => Publishing.Publish(theatre, step, previous)))), cancellation);

    internal static Task WriteAsync(NpgsqlConnection connection, Theatre theatre, IReadOnlyList<IEvent> successions, CancellationToken cancellation) =>
        AppendAsync(connection, theatre.Id, successions.Select(e => (e.Sequence, (Func<long, CloudEvent?>)(previous => PublishingSuccessions.Publish(theatre, e, previous)))), cancellation);

    /// <summary>Each public event names the one before it, of whichever kind.</summary>
    private static async Task AppendAsync(NpgsqlConnection connection, string theatre, IEnumerable<(long Position, Func<long, CloudEvent?> Tell)> steps, CancellationToken cancellation)
    {
        var previous = await LastPositionAsync(connection, theatre, cancellation);
        var events = new List<CloudEvent>();
        foreach (var (position, tell) in steps)
        {
            if (tell(previous) is not { } told) continue;
            events.Add(told);
            previous = position;
        }
        if (events.Count > 0) await InsertAsync(connection, theatre, events, cancellation);
    }

    private static async Task<long> LastPositionAsync(NpgsqlConnection connection, string theatre, CancellationToken cancellation)
    {
        await using var last = new NpgsqlCommand($"select coalesce(max(position), 0) from {Table} where theatre = $1", connection);
        last.Parameters.Add(new() { Value = theatre });
        return (long)(await last.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task InsertAsync(NpgsqlConnection connection, string theatre, IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        // One statement for all: an import tells of two thousand changes at once.
        await using var insert = new NpgsqlCommand($"""
            insert into {Table} select $1, position, previous, area, string_to_array(path, '|'), kind, string_to_array(actors, '|'), reaches_down, recorded_at, event
            from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) as told (position, previous, area, path, kind, actors, reaches_down, recorded_at, event)
            """, connection);
        insert.Parameters.Add(new() { Value = theatre });
        Column(told => Number(told.Position));
        Column(told => Number(told.PreviousPosition));
        Column(told => told.Change?.Area ?? "");
        Column(told => string.Join('|', told.Change?.Path ?? []));
        Column(told => EventTypes.Word(told.Type));
        Column(told => string.Join('|', Actors(told.Data)));
        Column(told => told.Change is { Status: ControlStatus.Controlled, Extent: Extent.Whole });
        Column(told => told.Time.UtcDateTime);
        Column(told => JsonSerializer.Serialize(told, ContractJson.Options));
        await insert.ExecuteNonQueryAsync(cancellation);

        void Column<T>(Func<CloudEvent, T> of) => insert.Parameters.Add(new() { Value = events.Select(of).ToArray() });
    }

    private static long Number(string position) => long.Parse(position, CultureInfo.InvariantCulture);

    /// <summary>Everyone an event names: what an actor filter looks at.</summary>
    private static IEnumerable<string> Actors(EventContent told) => told switch
    {
        ControlChange change => new[] { change.From, change.To }.Concat(change.Challengers).Concat(change.Now.Controllers).OfType<string>().Distinct(),
        ActorSuccession succession => [succession.From, succession.To],
        _ => [],
    };
}
