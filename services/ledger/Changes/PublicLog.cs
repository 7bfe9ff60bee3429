using System.Globalization;
using System.Text.Json;
using JasperFx.Events;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Views;
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

    /// <summary>When a row's change takes effect; null for a succession. Inside a text of the event the quotes would be escaped.</summary>
    internal const string EffectiveFrom = "nullif(split_part(split_part(event, '\"effectiveFrom\":\"', 2), '\"', 1), '')::timestamptz";

    /// <summary>Where the log of a theatre ends; the caller holds the append lock.</summary>
    internal static async Task<PublicLogEnd> EndAsync(NpgsqlConnection connection, Theatre theatre, CancellationToken cancellation)
    {
        await using var last = new NpgsqlCommand($"select coalesce(max(position), 0) from {Table} where theatre = $1", connection);
        last.Parameters.Add(new() { Value = theatre.Id });
        return new(theatre, (long)(await last.ExecuteScalarAsync(cancellation))!);
    }

    // One statement for all: an import tells of hundreds of changes at once.
    internal static NpgsqlBatchCommand Insert(string theatre, IReadOnlyList<CloudEvent> events) => new NpgsqlBatchCommand($"""
        insert into {Table} select $1, position, previous, area, string_to_array(path, '|'), kind, string_to_array(actors, '|'), reaches_down, recorded_at, event
        from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) as told (position, previous, area, path, kind, actors, reaches_down, recorded_at, event)
        """)
        .With(theatre).With(events.Select(told => Number(told.Position))).With(events.Select(told => Number(told.PreviousPosition)))
        .With(events.Select(told => told.Change?.Area ?? "")).With(events.Select(told => string.Join('|', told.Change?.Path ?? [])))
        .With(events.Select(told => EventTypes.Word(told.Type))).With(events.Select(told => string.Join('|', Actors(told.Data))))
        .With(events.Select(told => told.Change is { Extent: Extent.Whole }))
        .With(events.Select(told => told.Time.UtcDateTime), NpgsqlDbType.TimestampTz)
        .With(events.Select(told => JsonSerializer.Serialize(told, ContractJson.Options)));

    /// <summary>A correction or retraction concerns everybody whom what it replaces concerned, whatever it says now.</summary>
    internal static NpgsqlBatchCommand Widen(string theatre, long revision, long replaced) => new NpgsqlBatchCommand($"""
        update {Table} r set actors = array(select distinct unnest(r.actors || was.actors)), reaches_down = r.reaches_down or was.reaches_down
        from {Table} was where r.theatre = $1 and r.position = $2 and was.theatre = $1 and was.position = $3
        """).With(theatre).With(revision).With(replaced);

    private static long Number(string position) => long.Parse(position, CultureInfo.InvariantCulture);

    /// <summary>Everyone an event names: what an actor filter looks at.</summary>
    private static IEnumerable<string> Actors(EventContent told) => told switch
    {
        ControlChange change => new[] { change.From, change.To }.Concat(change.Challengers).Concat(change.Now.Controllers).OfType<string>().Distinct(),
        ActorSuccession succession => [succession.From, succession.To],
        _ => [],
    };
}

/// <summary>The end of a theatre's public log, to which events are told in order: each names the one before it, of whichever kind.</summary>
internal sealed class PublicLogEnd(Theatre theatre, long previous)
{
    public IEnumerable<NpgsqlBatchCommand> Tell(IReadOnlyList<AreaStep> steps) => Tell(steps, step => Publishing.Publish(theatre, step, previous), step => step.Event.Sequence).Concat(steps.SelectMany(Widen));

    public IEnumerable<NpgsqlBatchCommand> Tell(IReadOnlyList<IEvent> successions) => Tell(successions, e => PublishingSuccessions.Publish(theatre, e, previous), e => e.Sequence);

    private IEnumerable<NpgsqlBatchCommand> Widen(AreaStep step) =>
        (step.Event.Data switch { ChangeCorrected e => e.Replaces, ChangeRetracted e => e.Replaces, _ => null }) is { } replaced && step.Before.Timeline.Find(replaced) is { } was
            ? [PublicLog.Widen(theatre.Id, step.Event.Sequence, was.Position)]
            : [];

    private IEnumerable<NpgsqlBatchCommand> Tell<T>(IReadOnlyList<T> steps, Func<T, CloudEvent?> tell, Func<T, long> position)
    {
        var told = new List<CloudEvent>();
        foreach (var step in steps)
        {
            if (tell(step) is not { } news) continue;
            told.Add(news);
            previous = position(step);
        }
        return told.Count == 0 ? [] : [PublicLog.Insert(theatre.Id, told)];
    }
}
