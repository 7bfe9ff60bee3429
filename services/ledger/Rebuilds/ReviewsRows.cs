using Npgsql;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>Rows of <c>reviews</c>.</summary>
internal sealed class ReviewsRows : ShadowRows
{
    private readonly Dictionary<(string Theatre, string Id), (string Area, Review Review)> reviews = [];

    public override void Add(string theatre, ViewStep step)
    {
        if (ReviewsTable.Of(step) is { } changed) reviews[(theatre, changed.Review.Id)] = changed;
    }

    public override Task CopyAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation) =>
        CopyAsync(connection, $"{schema}.{ReviewsTable.Name}", "theatre, area, review_id, kind, subject, reason, state, position, ended_at, ended_by, note", reviews, async (copy, row) =>
        {
            var (area, review) = row.Value;
            foreach (var text in (string[])[row.Key.Theatre, area, review.Id, EnumWords.Word(review.Kind), review.Subject, review.Reason, EnumWords.Word(review.State)]) await WriteAsync(copy, text);
            await WriteAsync(copy, review.Position);
            await WriteAsync(copy, review.EndedAt);
            await WriteAsync(copy, review.EndedBy);
            await WriteAsync(copy, review.Note);
        }, cancellation);

    public override IEnumerable<TouchedRow> Touched() => reviews.Keys.Select(key => new TouchedRow(ReviewsTable.Name, key.Theatre, key.Id));
}
