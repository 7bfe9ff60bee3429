using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;
using Territory.Hosting.Http;

namespace Territory.Intake.Reports;

/// <summary>A report with its words; null once they were redacted.</summary>
/// <param name="Restricted">The register calls its source restricted, or does not know it: a person may stand behind the name.</param>
public sealed record StoredReport(ReportState State, string? Text, bool Restricted);

/// <summary>Reads reports and claims for lists; ids rise with time.</summary>
public sealed class ReportsQuery(IntakeStore store)
{
    private const string Columns = "r.state::text, t.text, coalesce(s.restricted, true)";
    private const string Joins = $"left join {IntakeStore.Schema}.texts t on t.report_id = r.id left join {IntakeStore.Schema}.sources s on s.name = r.source";

    public async Task<StoredReport?> FindAsync(string id, CancellationToken cancellation) =>
        (await ReadAsync("where r.id = $1", cancellation, id)).SingleOrDefault();

    /// <summary>A page of them and one more.</summary>
    /// <param name="restrictedToo">Whether <paramref name="source"/> may name a restricted source: for others the answer would tell which reports are its.</param>
    public Task<IReadOnlyList<StoredReport>> ListAsync(string? theatre, string? source, string? copyOf, bool restrictedToo, Listing asked, CancellationToken cancellation) => ReadAsync(
        $"where ($1::text is null or theatre = $1) and ($2::text is null or (source = $2 and ({restrictedToo} or not coalesce(s.restricted, true)))) and {asked.Behind("$3", "r.id")} and ($4::text is null or r.id in (select report_id from {IntakeStore.Schema}.stories where first_id = $4 and report_id <> $4)) {asked.OrderBy("r.id")} limit {asked.Looked}",
        cancellation, theatre, source, asked.From, copyOf);

    /// <summary>A page of them and one more.</summary>
    /// <param name="areas">Codes of areas; null: of all.</param>
    public async Task<IReadOnlyList<(StoredReport Report, string ClaimId)>> ClaimsAsync(string? theatre, ClaimState? state, string[]? areas, Listing asked, CancellationToken cancellation)
    {
        await using var read = Command($"""
            select c.id, {Columns} from {IntakeStore.Schema}.claims c join {IntakeStore.Schema}.reports r on r.id = c.report_id {Joins}
            where ($1::text is null or c.theatre = $1) and ($2::text is null or c.state = $2) and {asked.Behind("$3", "c.id")} and ($4::text[] is null or c.area = any ($4)) {asked.OrderBy("c.id")} limit {asked.Looked}
            """, theatre, state is { } s ? EnumWords.Word(s) : null, asked.From);
        read.Parameters.Add(new() { Value = (object?)areas ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var claims = new List<(StoredReport, string)>();
        while (await row.ReadAsync(cancellation)) claims.Add((Read(row, 1), row.GetString(0)));
        return claims;
    }

    public async Task<StoredReport?> OfClaimAsync(string claimId, CancellationToken cancellation) =>
        (await ReadAsync($"where r.id = (select report_id from {IntakeStore.Schema}.claims where id = $1)", cancellation, claimId)).SingleOrDefault();

    /// <summary>Reports whose claims persons have decided about, all of them settled, with their words: oldest first.</summary>
    public Task<IReadOnlyList<StoredReport>> ReviewedAsync(string? theatre, string? after, int limit, CancellationToken cancellation) => ReadAsync(
        $"where r.{ReportDoor.Reviewed} and t.text is not null and ($1::text is null or theatre = $1) and ($2::text is null or r.id > $2) and not exists (select 1 from {IntakeStore.Schema}.claims c where c.report_id = r.id and c.state = 'pending') order by r.id limit {limit}",
        cancellation, theatre, after);

    private async Task<IReadOnlyList<StoredReport>> ReadAsync(string where, CancellationToken cancellation, params string?[] values)
    {
        await using var read = Command($"select {Columns} from {IntakeStore.Schema}.reports r {Joins} {where}", values);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var reports = new List<StoredReport>();
        while (await row.ReadAsync(cancellation)) reports.Add(Read(row, 0));
        return reports;
    }

    private NpgsqlCommand Command(string sql, params string?[] values)
    {
        var command = store.Database.Pool.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }

    private static StoredReport Read(NpgsqlDataReader row, int first) =>
        new(JsonSerializer.Deserialize<ReportState>(row.GetString(first), ContractJson.Options)!, row.IsDBNull(first + 1) ? null : row.GetString(first + 1), row.GetBoolean(first + 2));
}
