using Npgsql;
using Territory.Contracts;
using Territory.Intake.Reports;

namespace Territory.Intake.Stories;

/// <summary>By what stories are recognised again (table <c>intake.stories</c>); read and written under the append lock, so that of two copies that come at once one is the first.</summary>
internal static class StoryTable
{
    private const string Table = IntakeStore.Schema + ".stories";
    /// <summary>A wire's story is reprinted within days; the same words a month later are another day's.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromDays(7);
    // Any telling of the story leads to its first; boilerplate that many reports share is no reason to look at them all.
    private const int MostLookedAt = 200;

    public const string Create = $"""
        create table if not exists {Table} (
          report_id text primary key, theatre text not null, source text not null, published_at timestamptz not null, first_id text not null, owner text not null, party text, groups int not null, smallest bigint[] not null);
        create index if not exists stories_smallest on {Table} using gin (smallest);
        create index if not exists stories_first on {Table} (first_id);
        """;

    /// <summary>The first report of the story that another source has told; null when nobody did.</summary>
    public static async Task<CopiedFrom?> FindAsync(NpgsqlConnection connection, ReportReceived report, StorySketch sketch, CancellationToken cancellation)
    {
        if (!sketch.Tells) return null;
        await using var find = new NpgsqlCommand($"""
            select first_id, owner, party, groups, smallest from {Table}
            where smallest && $1 and theatre = $2 and source <> $3 and published_at between $4 and $5 order by report_id desc limit {MostLookedAt}
            """, connection);
        foreach (var value in new object[] { sketch.Smallest.ToArray(), report.Theatre, report.Source, (report.PublishedAt.From - Within).UtcDateTime, (report.PublishedAt.From + Within).UtcDateTime })
            find.Parameters.Add(new() { Value = value });
        await using var row = await find.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            if (new StorySketch(row.GetInt32(3), [.. row.GetFieldValue<long[]>(4)]).IsOf(sketch)) return new(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2));
        return null;
    }

    /// <param name="source">Whose voice the report is: its source's, or that of the first to tell it.</param>
    public static async Task InsertAsync(NpgsqlConnection connection, ReportReceived report, SourceOfClaim source, StorySketch sketch, CancellationToken cancellation)
    {
        if (!sketch.Tells) return;
        await using var insert = new NpgsqlCommand($"insert into {Table} values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", connection);
        foreach (var value in new object[] { report.ReportId, report.Theatre, report.Source, report.PublishedAt.From.UtcDateTime, report.CopiedFrom?.ReportId ?? report.ReportId, source.Owner })
            insert.Parameters.Add(new() { Value = value });
        insert.Parameters.Add(new() { Value = (object?)source.Party ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        insert.Parameters.Add(new() { Value = sketch.Groups });
        insert.Parameters.Add(new() { Value = sketch.Smallest.ToArray() });
        await insert.ExecuteNonQueryAsync(cancellation);
    }
}
