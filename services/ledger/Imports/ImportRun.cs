using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Territory.Contracts;
using Territory.Hosting.Http;

namespace Territory.Ledger.Imports;

/// <summary>Where an import stands. It exists once its file is staged as a whole; the last three never change again.</summary>
public enum ImportState { Queued, Validating, Appending, Done, Failed, Cancelled }

/// <summary>One import. Times UTC, rate in rows per second.</summary>
/// <param name="As">What its rows are.</param>
/// <param name="Sha256">Of the file, hexadecimal.</param>
/// <param name="Rows">How many rows the file has, bad ones included.</param>
/// <param name="Done">How many of them are recorded, or were known already.</param>
/// <param name="BadRows">How many rows have errors; with one of them nothing is appended.</param>
/// <param name="Errors">The first of them; <c>/errors</c> lists all.</param>
/// <param name="Diff">Of a dry run: what would change.</param>
/// <param name="Error">What keeps it from going on, or made it fail.</param>
public sealed record ImportRun(
    string Id, string Theatre, ImportKind As, bool DryRun, ImportState State, long Rows, long Done, double Rate, double? EtaSeconds, long BadRows, IReadOnlyList<RowError> Errors, string Sha256,
    string StartedBy, DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, ImportDiff? Diff, string? Error)
{
    /// <summary>The columns in the order of the file.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Header { get; init; } = [];
}

/// <summary>Something wrong with a row.</summary>
/// <param name="Row">The row; 1 is the first after the header.</param>
/// <param name="Line">The line of the file on which it begins.</param>
public sealed record RowError(long Row, long Line, string Field, string? Found, string Expected);

/// <summary>The imports, past and present (table <c>ledger.imports</c>): progress lives here, not in the job.</summary>
public sealed class ImportRuns(LedgerStore store, TimeProvider clock)
{
    public const string Table = LedgerStore.Schema + ".imports";
    private const int FirstErrors = 20;

    public const string Create = $"""
        create table if not exists {Table} (
          id text primary key, theatre text not null, kind text not null, dry_run boolean not null, state text not null, rows bigint not null, bad_rows bigint not null, done bigint not null default 0,
          sha256 text not null, header text[] not null, started_by text not null, requested_at timestamptz not null, started_at timestamptz, ended_at timestamptz, diff jsonb, error text);
        create unique index if not exists imports_once on {Table} (theatre, kind, sha256) where not dry_run and state not in ('failed', 'cancelled');
        """;

    private const string Columns = "id, theatre, kind, dry_run, state, rows, done, bad_rows, sha256, header, started_by, requested_at, started_at, ended_at, diff::text, error";

    public async Task<ImportRun?> FindAsync(string id, CancellationToken cancellation)
    {
        var found = (await ReadAsync("where id = $1", [id], cancellation)).SingleOrDefault();
        return found is { BadRows: > 0 } ? found with { Errors = [.. (await new StagedRows(store).ErrorsAsync(id, 0, FirstErrors, cancellation)).Take(FirstErrors)] } : found;
    }

    /// <summary>The import of the same file that is done or under way.</summary>
    public async Task<ImportRun?> FindSameAsync(string theatre, ImportKind kind, string sha256, CancellationToken cancellation) =>
        (await ReadAsync("where theatre = $1 and kind = $2 and sha256 = $3 and not dry_run and state not in ('failed', 'cancelled')", [theatre, Word(kind), sha256], cancellation)).SingleOrDefault();

    /// <summary>A page of them and one more; ids of version 7 order by time.</summary>
    public Task<IReadOnlyList<ImportRun>> ListAsync(Listing asked, CancellationToken cancellation) => ReadAsync($"where {asked.Behind("$1")} {asked.Order} limit $2", [asked.From, asked.Looked], cancellation);

    public Task<IReadOnlyList<ImportRun>> UnfinishedAsync(CancellationToken cancellation) => ReadAsync("where ended_at is null order by id", [], cancellation);

    /// <summary>Adds an import in the transaction that stages its rows.</summary>
    internal static async Task AddAsync(NpgsqlConnection connection, ImportRun run, CancellationToken cancellation)
    {
        await using var insert = new NpgsqlCommand($"insert into {Table} (id, theatre, kind, dry_run, state, rows, bad_rows, sha256, header, started_by, requested_at, ended_at, error) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", connection);
        Add(insert, run.Id, run.Theatre, Word(run.As), run.DryRun, Word(run.State), run.Rows, run.BadRows, run.Sha256, run.Header.ToArray(), run.StartedBy, run.RequestedAt.UtcDateTime, run.EndedAt?.UtcDateTime, run.Error);
        await insert.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>
    /// Takes the next rows, in the transaction that appends them. False when somebody else did, or it was cancelled: whoever
    /// gets a row here is the only one, whatever froze or was started twice.
    /// </summary>
    internal async Task<bool> AdvanceAsync(NpgsqlConnection connection, string id, long from, long to, CancellationToken cancellation)
    {
        await using var advance = new NpgsqlCommand($"update {Table} set state = 'appending', done = $3, error = null, started_at = coalesce(started_at, $4) where id = $1 and done = $2 and state in ('queued', 'validating', 'appending')", connection);
        Add(advance, id, from, to, clock.GetUtcNow().UtcDateTime);
        return await advance.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>False when it has ended already.</summary>
    public async Task<bool> ValidateAsync(string id, CancellationToken cancellation) =>
        await ExecuteAsync($"update {Table} set state = 'validating', started_at = coalesce(started_at, $2) where id = $1 and state in ('queued', 'validating')", cancellation, id, clock.GetUtcNow().UtcDateTime) == 1;

    public Task ComparedAsync(string id, ImportDiff diff, CancellationToken cancellation) =>
        ExecuteAsync($"update {Table} set diff = $2::jsonb where id = $1", cancellation, id, JsonSerializer.Serialize(diff, ContractJson.Options));

    public Task ProgressAsync(string id, long done, CancellationToken cancellation) => ExecuteAsync($"update {Table} set done = $2 where id = $1 and dry_run", cancellation, id, done);

    public Task EndAsync(string id, ImportState state, string? error, CancellationToken cancellation) =>
        ExecuteAsync($"update {Table} set state = $2, error = $3, ended_at = $4 where id = $1 and ended_at is null", cancellation, id, Word(state), error, clock.GetUtcNow().UtcDateTime);

    public Task StumbledAsync(string id, string error, CancellationToken cancellation) => ExecuteAsync($"update {Table} set error = $2 where id = $1 and ended_at is null", cancellation, id, error);

    /// <summary>False when appending has begun, or it has ended.</summary>
    public async Task<bool> CancelAsync(string id, CancellationToken cancellation) =>
        await ExecuteAsync($"update {Table} set state = 'cancelled', ended_at = $2 where id = $1 and state in ('queued', 'validating')", cancellation, id, clock.GetUtcNow().UtcDateTime) == 1;

    private async Task<IReadOnlyList<ImportRun>> ReadAsync(string where, object[] values, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select {Columns} from {Table} {where}");
        Add(read, values);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var runs = new List<ImportRun>();
        while (await row.ReadAsync(cancellation)) runs.Add(Read(row));
        return runs;
    }

    private ImportRun Read(NpgsqlDataReader row)
    {
        DateTimeOffset? Time(int i) => row.IsDBNull(i) ? null : row.GetFieldValue<DateTimeOffset>(i);
        string? Text(int i) => row.IsDBNull(i) ? null : row.GetString(i);
        var (rows, done, started, ended) = (row.GetInt64(5), row.GetInt64(6), Time(12), Time(13));
        var rate = started is { } from ? done / Math.Max(0.001, ((ended ?? clock.GetUtcNow()) - from).TotalSeconds) : 0;
        return new(
            row.GetString(0), row.GetString(1), Enum.Parse<ImportKind>(row.GetString(2), ignoreCase: true), row.GetBoolean(3), Enum.Parse<ImportState>(row.GetString(4), ignoreCase: true), rows, done, Math.Round(rate, 1),
            ended is null && rate > 0 ? Math.Round((rows - done) / rate, 1) : null, row.GetInt64(7), [], row.GetString(8), row.GetString(10), Time(11)!.Value, started, ended,
            Text(14) is { } diff ? JsonSerializer.Deserialize<ImportDiff>(diff, ContractJson.Options) : null, Text(15))
        { Header = row.GetFieldValue<string[]>(9) };
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = store.Database.Pool.CreateCommand(sql);
        Add(command, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static void Add(NpgsqlCommand command, params object?[] values)
    {
        foreach (var value in values) command.Parameters.Add(value is null ? new() { Value = DBNull.Value } : new() { Value = value });
    }

    internal static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
