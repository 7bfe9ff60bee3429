using System.Data;
using Npgsql;
using Territory.Ledger.Actors;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>What is asked: state at an instant of the world, by what was recorded up to a moment or position, by what was reported up to an instant.</summary>
/// <param name="Areas">Codes of the areas asked about; null for every area.</param>
public sealed record ControlQuestion(Theatre Theatre, DateTimeOffset At, Knowledge? Known, DateTimeOffset? Reported, IReadOnlyCollection<string>? Areas = null);

/// <summary>A place on the audit axis: an instant or a position.</summary>
public sealed record Knowledge(DateTimeOffset? Instant, long? Position);

/// <summary>Answers questions about control at any two points: from the view of timelines, or for the analyst's axis from the claims of the log.</summary>
public sealed class ControlQuery(LedgerStore store, KnownSuccessions successions, TimeProvider clock)
{
    private readonly ReportedStates reported = new(store);

    /// <summary>How the areas asked about, and those below them, are held.</summary>
    public Task<ControlPicture> AskAsync(ControlQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        return AskAsync(question, async (read, axes) =>
        {
            var asked = Asked(question);
            if (question.Reported is not null) return ControlPicture.Of(axes, await reported.FoldAsync(read, axes, WithAbove(axes.Theatre, asked.Concat(Below(axes.Theatre, asked))), cancellation));
            var own = await TimelineReader.StabAsync(read.Connection!, axes, Needed(question, axes.Theatre, asked), cancellation);
            var picture = new ControlPicture(axes, own);
            var decisive = asked.Select(area => picture.HeldAt(area)).Where(held => held.Stretch is not null).Select(held => held.Stretch!.Value.ChangeId).Distinct().ToArray();
            return await TimelineReader.FillAsync(read.Connection!, picture, decisive, [.. asked.SelectMany(a => a.Path).Distinct()], cancellation);
        }, cancellation);
    }

    /// <summary>Every stretch of one area's history, what it inherits included.</summary>
    public Task<AreaTimeline> TimelineAsync(ControlQuestion question, Area area, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(area);
        return AskAsync(question, async (read, axes) =>
        {
            if (question.Reported is not null) return AreaTimeline.Of(axes, area, await reported.FoldAsync(read, axes, WithAbove(axes.Theatre, [area]), cancellation));
            var stretches = await TimelineReader.ReadAsync(read.Connection!, axes, area.Path, cancellation);
            var timeline = new AreaTimeline(axes, area, stretches);
            return timeline with { Standings = await TimelineReader.StandingsAsync(read.Connection!, axes, timeline.ChangeIds, cancellation) };
        }, cancellation);
    }

    private async Task<T> AskAsync<T>(ControlQuestion question, Func<NpgsqlTransaction, Axes, Task<T>> answer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var settled = question.Known?.Instant is not { } instant || await store.Door.SettleAsync(instant, cancellation);

        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await using var resolve = await LogPosition.PrepareAsync(connection, question.Known, cancellation);
        await using var read = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var (position, recordedAt, reached) = await LogPosition.ResolveAsync(resolve, question.Known, cancellation);
        var theatre = await successions.ApplyAsync(question.Theatre, position, read, cancellation);
        // A position still to come is like a moment still to come: what it will hold is open. What is known is what is
        // recorded: unasked, the moment is the record's last and not this machine's clock, which may be ahead of it.
        var known = question.Known?.Instant ?? (position == 0 ? now : recordedAt);
        return await answer(read, new Axes(theatre, question.At, known, question.Reported, position, settled && reached, IsHead: question.Known is null));
    }

    private static IReadOnlyList<Area> Asked(ControlQuestion question) =>
        question.Areas is null ? question.Theatre.Areas : [.. question.Areas.Select(question.Theatre.FindArea).OfType<Area>()];

    /// <summary>Everything the answer rests on: the areas, what is above them, and for the breakdown what is below; null for all of it.</summary>
    private static string[]? Needed(ControlQuestion question, Theatre theatre, IReadOnlyList<Area> asked) =>
        question.Areas is null ? null : [.. WithAbove(theatre, asked.Concat(Below(theatre, asked))).Select(a => a.Code)];

    private static IEnumerable<Area> Below(Theatre theatre, IReadOnlyList<Area> areas) => areas.SelectMany(a => theatre.Below(a.Code));

    private static IReadOnlyList<Area> WithAbove(Theatre theatre, IEnumerable<Area> areas) => [.. areas.SelectMany(a => a.Path).Distinct().Select(theatre.FindArea).OfType<Area>()];
}
