using Npgsql;
using NpgsqlTypes;
using Territory.Theatres;

namespace Territory.Ledger.Changes;

/// <summary>Which part of the public log is asked for. Positions are exclusive below (<c>after</c>) and inclusive above.</summary>
public sealed record ChangesQuestion(Theatre Theatre, long After, long? Until, Area? Area, string? Actor, DateTimeOffset? Since, DateTimeOffset? UntilTime, bool Descending, int Limit);

/// <summary>Reads the public log: CloudEvents as they were told, by position.</summary>
public sealed class ChangesQuery(LedgerStore store)
{
    /// <summary>The events as JSON texts with their positions, in order.</summary>
    public async Task<IReadOnlyList<(long Position, string Event)>> ReadAsync(ChangesQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        await using var read = store.Database.Pool.CreateCommand($"""
            select position, event from {PublicLog.Table}
            where theatre = $1 and (case when $2 then position < $3 else position > $3 end)
              and ($4::bigint is null or position <= $4)
              and ($5::text is null or path @> array[$5] or (reaches_down and area = any ($6)))
              and ($7::text[] is null or actors && $7)
              and ($8::timestamptz is null or recorded_at >= $8) and ($9::timestamptz is null or recorded_at <= $9)
            order by case when $2 then -position else position end limit $10
            """);
        Add(read, question.Theatre.Id, NpgsqlDbType.Text);
        Add(read, question.Descending, NpgsqlDbType.Boolean);
        Add(read, question is { Descending: true, After: 0 } ? long.MaxValue : question.After, NpgsqlDbType.Bigint);
        Add(read, question.Until, NpgsqlDbType.Bigint);
        Add(read, question.Area?.Code, NpgsqlDbType.Text);
        Add(read, question.Area?.Path.ToArray() ?? [], NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(read, question.Actor is null ? null : question.Theatre.Following(question.Actor).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(read, question.Since?.UtcDateTime, NpgsqlDbType.TimestampTz);
        Add(read, question.UntilTime?.UtcDateTime, NpgsqlDbType.TimestampTz);
        Add(read, question.Limit, NpgsqlDbType.Integer);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var events = new List<(long, string)>();
        while (await row.ReadAsync(cancellation)) events.Add((row.GetInt64(0), row.GetString(1)));
        return events;
    }

    private static void Add(NpgsqlCommand command, object? value, NpgsqlDbType type) => command.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
}
