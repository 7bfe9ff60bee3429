using Npgsql;
using NpgsqlTypes;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Territory.Ledger.Rebuilds;

namespace Territory.Ledger.Views;

/// <summary>The view <c>reviews</c>: what a person should look at, or did, as each stands now.</summary>
public static class ReviewsTable
{
    public const string Name = "reviews";

    public static readonly LedgerView View = new(Name, 1, [new(Name, ["theatre", "review_id"])], Create, Write) { Asks = Said.Nothing, InShort = ClaimInPassing.Readings, Rows = () => new ReviewsRows() };

    private static string Create(string schema) => $"""
        create table if not exists {schema}.{Name} (
          theatre text not null, area text not null, review_id text not null, kind text not null, subject text not null, reason text not null, state text not null,
          position bigint not null, ended_at bigint, ended_by text, note text, primary key (theatre, review_id));
        create index if not exists reviews_by_state on {schema}.{Name} (theatre, state, position);
        create index if not exists reviews_area on {schema}.{Name} (theatre, area);
        """;

    private static IEnumerable<NpgsqlBatchCommand> Write(string schema, string theatre, IReadOnlyList<ViewStep> steps)
    {
        // Each as it stands after the last of these steps.
        var changed = steps.Select(Of).OfType<(string Area, Review Review)>().GroupBy(c => c.Review.Id).Select(g => g.Last()).ToArray();
        if (changed.Length == 0) yield break;
        yield return new NpgsqlBatchCommand($"""
            insert into {schema}.{Name} select $1, * from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (theatre, review_id) do update set area = excluded.area, kind = excluded.kind, subject = excluded.subject, reason = excluded.reason, state = excluded.state,
              position = excluded.position, ended_at = excluded.ended_at, ended_by = excluded.ended_by, note = excluded.note
            """)
            .With(theatre).With(changed.Select(c => c.Area)).With(changed.Select(c => c.Review.Id)).With(changed.Select(c => EnumWords.Word(c.Review.Kind))).With(changed.Select(c => c.Review.Subject))
            .With(changed.Select(c => c.Review.Reason)).With(changed.Select(c => EnumWords.Word(c.Review.State))).With(changed.Select(c => c.Review.Position))
            .With(changed.Select(c => c.Review.EndedAt), NpgsqlDbType.Bigint).With(changed.Select(c => c.Review.EndedBy), NpgsqlDbType.Text).With(changed.Select(c => c.Review.Note), NpgsqlDbType.Text);
    }

    /// <summary>The review that a step raised, settled or dismissed; null for any other step.</summary>
    internal static (string Area, Review Review)? Of(ViewStep step) => Id(step.Event) is { } id ? (step.Area, step.After.Reviews[id]) : null;

    private static string? Id(object e) => e switch { ReviewRaised r => r.ReviewId, ReviewSettled s => s.ReviewId, ReviewDismissed d => d.ReviewId, _ => null };
}
