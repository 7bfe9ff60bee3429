using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Territory.Theatres;

namespace Territory.Ledger.Changes;

/// <summary>Which part of the public log is asked for. Positions are exclusive below (<c>after</c>) and inclusive above.</summary>
public sealed record ChangesQuestion(Theatre Theatre, long After, long? Until, Area? Area, string? Actor, DateTimeOffset? Since, DateTimeOffset? UntilTime, bool Descending, int Limit)
{
    /// <summary>Took effect at or after this instant.</summary>
    public DateTimeOffset? EffectiveSince { get; init; }

    /// <summary>Took effect at or before this instant.</summary>
    public DateTimeOffset? EffectiveUntil { get; init; }
}

/// <summary>Reads the public log: CloudEvents as they were told, by position.</summary>
public sealed class ChangesQuery(LedgerStore store)
{
    private const int EventsAtOnce = 1000;

    /// <summary>The events as JSON texts with their positions, in order.</summary>
    public async Task<IReadOnlyList<(long Position, string Event)>> ReadAsync(ChangesQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        // The direction is in the words of the statement, so that the key's index serves both.
        var (beyond, order) = question.Descending ? ("<", "desc") : (">", "asc");
        await using var read = store.Database.Pool.CreateCommand($"""
            select position, event from {PublicLog.Table}
            where theatre = $1 and position {beyond} $2
              and ($3::bigint is null or position <= $3)
              and ($4::text is null or path @> array[$4] or (reaches_down and area = any ($5)))
              and ($6::text[] is null or actors && $6)
              and ($7::timestamptz is null or recorded_at >= $7) and ($8::timestamptz is null or recorded_at <= $8)
              and ($9::timestamptz is null or {PublicLog.EffectiveFrom} >= $9) and ($10::timestamptz is null or {PublicLog.EffectiveFrom} <= $10)
            order by position {order} limit $11
            """);
        Add(read, question.Theatre.Id, NpgsqlDbType.Text);
        Add(read, question is { Descending: true, After: 0 } ? long.MaxValue : question.After, NpgsqlDbType.Bigint);
        Add(read, question.Until, NpgsqlDbType.Bigint);
        Add(read, question.Area?.Code, NpgsqlDbType.Text);
        Add(read, question.Area?.Path.ToArray() ?? [], NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(read, question.Actor is null ? null : question.Theatre.Following(question.Actor).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(read, question.Since?.UtcDateTime, NpgsqlDbType.TimestampTz);
        Add(read, question.UntilTime?.UtcDateTime, NpgsqlDbType.TimestampTz);
        Add(read, question.EffectiveSince?.UtcDateTime, NpgsqlDbType.TimestampTz);
        Add(read, question.EffectiveUntil?.UtcDateTime, NpgsqlDbType.TimestampTz);
        Add(read, question.Limit, NpgsqlDbType.Integer);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var events = new List<(long, string)>();
        while (await row.ReadAsync(cancellation)) events.Add((row.GetInt64(0), row.GetString(1)));
        return events;
    }

    /// <summary>Every event of the question, up to so many, without holding them in memory.</summary>
    public async IAsyncEnumerable<ToldEvent> StreamAsync(ChangesQuestion question, long most, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        for (var left = most; left > 0;)
        {
            var page = await ReadAsync(question with { Limit = (int)Math.Min(left, EventsAtOnce) }, cancellation);
            foreach (var (position, told) in page) yield return new(question.Theatre, position, told);
            if (page.Count == 0) yield break;
            (left, question) = (left - page.Count, question with { After = page[^1].Position });
        }
    }

    private static void Add(NpgsqlCommand command, object? value, NpgsqlDbType type) => command.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
}
