using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;
using static Territory.Scenarios.Imports.SentFiles;

namespace Territory.Scenarios.Imports;

public sealed class AnImportThatIsKilled(PostgresPart postgres)
{
    [Fact]
    public async Task killed_half_way_it_ends_complete_and_once()
    {
        const int rows = 12_000;
        var database = await postgres.NewDatabaseAsync();
        string id;
        await using (var killed = await ALedgerProcess.StartAsync(database))
        {
            using var client = killed.Client();
            var files = new SentFiles(client);
            id = Word(await files.SendAsync(ManyRows(rows)), "id");
            await Eventually.TrueAsync(async () => (await files.GetAsync("/api/imports/" + id)).GetProperty("done").GetInt64() > 500, Eventually.Most);
            await using var held = await HoldAsync(database);
            await killed.KillAsync();
            (await CountAsync(database, "select done, 0::bigint from ledger.imports")).Item1.ShouldBeInRange(501, rows - 1, "it was killed before its end");
        }

        await using var next = await ALedgerProcess.StartAsync(database);
        using var again = next.Client();
        var run = await new SentFiles(again).EndedAsync(await again.GetFromJsonAsync<JsonElement>("/api/imports/" + id));
        (Word(run, "state"), run.GetProperty("done").GetInt64()).ShouldBe(("done", rows));
        (await CountAsync(database, "select count(*), count(distinct data ->> 'changeId') from ledger.mt_events")).ShouldBe((rows, rows));
        (await CountAsync(database, "select count(*), count(distinct position) from ledger.public_log")).ShouldBe((rows, rows));
        (await CountAsync(database, "select count(*), 0 from ledger.import_rows")).ShouldBe((0, 0), "what was staged is of no use any more");
    }

    /// <summary>Nobody appends until it is disposed: the import stands still where it is.</summary>
    private static async Task<NpgsqlConnection> HoldAsync(string database)
    {
        // Not of a pool, which would keep it with its lock.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var hold = new NpgsqlCommand("select pg_advisory_lock(hashtextextended('append:ledger', 0))", connection);
        await hold.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<(long, long)> CountAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand(sql, connection);
        await using var row = await count.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetFieldValue<long>(1));
    }
}
