using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;
using Territory.Hosting.Http;

namespace Territory.Intake.Reports;

/// <summary>A report with its words; null once they were redacted.</summary>
public sealed record StoredReport(ReportState State, string? Text);

/// <summary>Reads reports and claims for lists; ids rise with time.</summary>
public sealed class ReportsQuery(IntakeStore store)
{
    public async Task<StoredReport?> FindAsync(string id, CancellationToken cancellation) =>
        (await ReadAsync("where r.id = $1", cancellation, id)).SingleOrDefault();

    /// <param name="named">Whether whoever asks may know restricted sources by name: to the others, asking for one finds nothing.</param>
    public Task<IReadOnlyList<StoredReport>> ListAsync(string? theatre, string? source, bool named, string? after, bool descending, int limit, CancellationToken cancellation) => ReadAsync(
        $"where ($1::text is null or theatre = $1) and ($2::text is null or (source = $2 {(named ? "" : "and not coalesce((r.state->>'restricted')::boolean, true)")})) and ($3::text is null or r.id {(descending ? "<" : ">")} $3) order by r.id {(descending ? "desc" : "asc")} limit {limit}",
        cancellation, theatre, source, after);

    public async Task<IReadOnlyList<(StoredReport Report, string ClaimId)>> ClaimsAsync(ClaimState? state, string? area, string? after, int limit, CancellationToken cancellation)
    {
        await using var read = Command($"""
            select c.id, r.state::text, t.text from {IntakeStore.Schema}.claims c join {IntakeStore.Schema}.reports r on r.id = c.report_id left join {IntakeStore.Schema}.texts t on t.report_id = r.id
            where ($1::text is null or c.state = $1) and ($2::text is null or c.area = $2) and ($3::text is null or c.id > $3) order by c.id limit {limit}
            """, state is { } s ? EnumWords.Word(s) : null, area, after);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var claims = new List<(StoredReport, string)>();
        while (await row.ReadAsync(cancellation)) claims.Add((new(Parse(row.GetString(1)), row.IsDBNull(2) ? null : row.GetString(2)), row.GetString(0)));
        return claims;
    }

    private async Task<IReadOnlyList<StoredReport>> ReadAsync(string where, CancellationToken cancellation, params string?[] values)
    {
        await using var read = Command($"select r.state::text, t.text from {IntakeStore.Schema}.reports r left join {IntakeStore.Schema}.texts t on t.report_id = r.id {where}", values);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var reports = new List<StoredReport>();
        while (await row.ReadAsync(cancellation)) reports.Add(new(Parse(row.GetString(0)), row.IsDBNull(1) ? null : row.GetString(1)));
        return reports;
    }

    private NpgsqlCommand Command(string sql, params string?[] values)
    {
        var command = store.Database.Pool.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }

    private static ReportState Parse(string json) => JsonSerializer.Deserialize<ReportState>(json, ContractJson.Options)!;
}
