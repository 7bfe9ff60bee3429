using System.Data;
using Marten;
using Npgsql;
using Territory.Ledger.Actors;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>What is asked: state at an instant of the world, by what was recorded up to a moment or position, by what was reported up to an instant.</summary>
public sealed record ControlQuestion(Theatre Theatre, DateTimeOffset At, Knowledge? Known, DateTimeOffset? Reported);

/// <summary>A place on the audit axis: an instant or a position.</summary>
public sealed record Knowledge(DateTimeOffset? Instant, long? Position);

/// <summary>The picture a question gets: rows by area code as of one position, and the theatre with the successions the ledger knows of.</summary>
public sealed record ControlPicture(DateTimeOffset At, DateTimeOffset Known, DateTimeOffset? Reported, long Position, bool Settled, IReadOnlyDictionary<string, AreaRow> Rows, Theatre Theatre)
{
    /// <summary>The rows as states, made once: an answer about many areas asks for each and for what is above and below it.</summary>
    public IReadOnlyDictionary<string, AreaState> States { get; } = Rows.ToDictionary(r => r.Key, r => r.Value.ToState());
}

/// <summary>Answers questions about control: now from the live view, any other time from the fold of the log.</summary>
public sealed class ControlQuery(LedgerStore store, KnownSuccessions successions, TimeProvider clock)
{
    public async Task<ControlPicture> AskAsync(ControlQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        var now = clock.GetUtcNow();
        var settled = question.Known?.Instant is not { } instant || instant < now;
        // Whoever was appending when the moment passed has committed once the lock was free.
        if (settled && question.Known?.Instant is not null) await store.Door.SettleAsync(cancellation);

        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var live = question.Known is null && question.Reported is null;
        // Before the snapshot: a rebuild that swaps between the two would show this reader a table filled after its snapshot.
        if (live) await ControlNowTable.HoldAsync(connection, cancellation);
        var (position, recordedAt) = await ResolveAsync(connection, question.Known, cancellation);
        question = question with { Theatre = await successions.ApplyAsync(question.Theatre, position, snapshot, cancellation) };
        // A position still to come is like a moment still to come: what it will hold is open.
        if (question.Known?.Position is { } asked) settled = await IsReachedAsync(connection, asked, cancellation);
        var rows = live ? await ControlNowTable.ReadAsync(connection, question.Theatre.Id, cancellation) : await FoldAsync(snapshot, question, position, cancellation);
        var known = question.Known switch { null => now, { Instant: { } at } => at, _ => recordedAt };
        return new(question.At, known, question.Reported, position, settled, rows, question.Theatre);
    }

    /// <summary>The last position recorded at or before the moment; the head without one.</summary>
    private static async Task<(long Position, DateTimeOffset RecordedAt)> ResolveAsync(NpgsqlConnection connection, Knowledge? known, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"""
            select seq_id, timestamp from {LedgerStore.Schema}.mt_events
            where ($1::timestamptz is null or timestamp <= $1) and ($2::bigint is null or seq_id <= $2) order by seq_id desc limit 1
            """, connection);
        read.Parameters.Add(new() { Value = (object?)known?.Instant?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        read.Parameters.Add(new() { Value = (object?)known?.Position ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? (row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1)) : (0, DateTimeOffset.UnixEpoch);
    }

    private static async Task<bool> IsReachedAsync(NpgsqlConnection connection, long position, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"select $1 = 0 or exists (select from {LedgerStore.Schema}.mt_events where seq_id >= $1)", connection);
        read.Parameters.Add(new() { Value = position });
        return await read.ExecuteScalarAsync(cancellation) is true;
    }

    private async Task<IReadOnlyDictionary<string, AreaRow>> FoldAsync(NpgsqlTransaction snapshot, ControlQuestion question, long position, CancellationToken cancellation)
    {
        await using var session = store.Documents.QuerySession(Marten.Services.SessionOptions.ForTransaction(snapshot));
        var prefix = AreaState.Stream(question.Theatre.Id, "");
        var states = new Dictionary<string, AreaState>();
        foreach (var e in await session.Events.QueryAllRawEvents().Where(e => e.Sequence <= position && e.StreamKey!.StartsWith(prefix)).OrderBy(e => e.Sequence).ToListAsync(cancellation))
        {
            var code = e.StreamKey![prefix.Length..];
            states[code] = states.GetValueOrDefault(code, new AreaState(code)).Fold(e.Data, e.Sequence, e.Timestamp);
        }
        if (question.Reported is { } reported) Report(question.Theatre, states, reported);
        return states.ToDictionary(s => s.Key, s => AreaRow.Of(s.Value));
    }

    /// <summary>From the top down, since an area may inherit from what is above it.</summary>
    private static void Report(Theatre theatre, Dictionary<string, AreaState> states, DateTimeOffset reported)
    {
        foreach (var area in states.Keys.Select(theatre.FindArea).OfType<Area>().OrderBy(a => a.Path.Count).ToArray())
            states[area.Code] = AsReported.Of(states[area.Code], area, reported,
                Inheritance.Above(area, states.GetValueOrDefault), theatre);
    }
}
