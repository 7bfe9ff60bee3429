using System.Data;
using Territory.Contracts;
using Territory.Ledger.Changes;
using Territory.Ledger.Control;
using Territory.Ledger.Views;
using Territory.Theatres;
using Moment = Territory.Ledger.Control.Knowledge;

namespace Territory.Ledger.Knowledge;

/// <summary>Two places on the audit axis, resolved. What was recorded after <paramref name="After"/> up to <paramref name="Until"/> lies between.</summary>
/// <param name="Since">The last moment before it.</param>
/// <param name="Settled">Nothing recorded later can change what lies between.</param>
public sealed record Span(DateTimeOffset Since, DateTimeOffset UntilTime, long After, long Until, bool Settled)
{
    /// <summary>The first moment of it, as people name it: a day begins at midnight, not just before.</summary>
    public DateTimeOffset Begins => Since.AddMicroseconds(1);
}

/// <summary>What is asked: everything learned in a span, or a part of it.</summary>
/// <param name="LateAfter">What is reported so long after it was so is late.</param>
/// <param name="Cursor">The last position seen; null for the first page.</param>
public sealed record KnowledgeQuestion(Theatre Theatre, Span Span, Area? Area, AreaLevel? Level, KnowledgeKind? Kind, TimeSpan LateAfter, bool Descending, long? Cursor, int Limit);

/// <summary>What was learned between two moments of recording, from the public log; what was said before and since, from the view of timelines.</summary>
public sealed class KnowledgeQuery(LedgerStore store, ChangesQuery changes, TimeProvider clock)
{
    /// <param name="since">What was recorded up to there was known already.</param>
    /// <param name="until">Null for all that is recorded.</param>
    public async Task<Span> ResolveAsync(Moment since, Moment? until, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(since);
        var now = clock.GetUtcNow();
        var settled = until?.Instant is not { } instant || await store.Door.SettleAsync(instant, cancellation);
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await using var first = await LogPosition.PrepareAsync(connection, since, cancellation);
        await using var second = await LogPosition.PrepareAsync(connection, until, cancellation);
        await using var read = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var (after, afterTime, _) = await LogPosition.ResolveAsync(first, since, cancellation);
        var (last, lastTime, reached) = await LogPosition.ResolveAsync(second, until, cancellation);
        return new(since.Instant ?? afterTime, until is null ? now : until.Instant ?? lastTime, after, last, settled && reached);
    }

    /// <summary>One more than the limit, when there are more.</summary>
    public async Task<IReadOnlyList<KnowledgeItem>> ReadAsync(KnowledgeQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (theatre, span) = (question.Theatre, question.Span);
        var from = question.Descending ? question.Cursor ?? 0 : Math.Max(question.Cursor ?? 0, span.After);
        var log = changes.StreamAsync(new(theatre, from, span.Until, question.Area, null, null, null, question.Descending, Limit: question.Limit + 1), long.MaxValue, cancellation);
        var found = await log.TakeWhile(e => e.Position > span.After).Where(e => IsAsked(e, question)).Take(question.Limit + 1).ToArrayAsync(cancellation);
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await using var read = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await LedgerViews.HoldAsync(connection, cancellation);
        var beliefs = await Beliefs.ReadAsync(connection, theatre, found, cancellation);
        return [.. found.Select((e, i) => KnowledgeItem.Of(e, question.LateAfter, beliefs[i].Before, beliefs[i].After))];
    }

    private static bool IsAsked(ToldEvent told, KnowledgeQuestion question) =>
        (question.Level is null || told.Change?.Level == question.Level) && (question.Kind is null || KnowledgeItem.KindOf(told, question.LateAfter) == question.Kind);
}
