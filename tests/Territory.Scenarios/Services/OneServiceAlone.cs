using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Npgsql;
using Shouldly;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Services;

/// <summary>A single service on a real database that somebody else holds up, cuts or takes away.</summary>
public sealed class OneServiceAlone(PostgresPart postgres) : IAsyncDisposable
{
    private const string AdminKey = "tk_a-key-for-scenarios-only-0123456789abcdef";
    private static readonly TimeSpan Patience = Eventually.Most;
    private readonly ScratchFolder folder = new();
    private ServiceProcess? process;

    [Fact]
    public async Task a_reader_who_meets_a_swap_sees_the_whole_view()
    {
        var database = await postgres.NewDatabaseAsync();
        using var client = await StartAsync("Territory.Ledger", database, ("TERRITORY_CHRONOLOGY_UNTIL", "2024-12-05"));
        while (Held(await client.GetFromJsonAsync<JsonElement>("/api/control")) < 14) await Task.Delay(50);

        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var swap = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "lock table ledger.timeline in access exclusive mode");
        var reading = client.GetFromJsonAsync<JsonElement>("/api/control");
        await UntilSomebodyWaitsAsync(database);
        await ExecuteAsync(connection, """
            create table ledger.swapped (like ledger.timeline including all);
            insert into ledger.swapped (theatre, area, valid_from, valid_to, known_from, known_to, change_id, controller, whole_since, reaches_down)
            select theatre, area, valid_from, valid_to, known_from, known_to, change_id, controller, whole_since, reaches_down from ledger.timeline;
            drop table ledger.timeline;
            alter table ledger.swapped rename to timeline;
            """);
        await swap.CommitAsync();

        Held(await reading).ShouldBe(14);
    }

    [Fact]
    public async Task whoever_was_killed_while_it_registered_a_job_does_not_keep_the_next_from_starting()
    {
        var database = await postgres.NewDatabaseAsync();
        using (await StartAsync("Territory.Ledger", database)) await process!.KillAsync();
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var starting = StartAsync("Territory.Ledger", database);
        // Fresh until it was met: a busy machine may take longer to come there than the lock counts.
        await Eventually.TrueAsync(async () =>
        {
            await ExecuteAsync(connection, "insert into hangfire_ledger.lock (resource, updatecount, acquired) values ('hangfire_ledger:lock:recurring-job:sweep-rebuilds', 0, now() at time zone 'utc') on conflict (resource) do update set acquired = excluded.acquired");
            return process!.Output.Contains("left when it was killed", StringComparison.Ordinal);
        }, Patience);
        using var again = await starting;
    }

    [Fact]
    public async Task a_position_still_to_come_is_not_settled()
    {
        using var client = await StartAsync("Territory.Ledger", await postgres.NewDatabaseAsync());
        var ahead = await client.GetFromJsonAsync<JsonElement>("/api/control?at=2024-12-05&known=1000000");
        ahead.GetProperty("settled").GetBoolean().ShouldBeFalse("it changes when something is recorded");
        ahead.GetProperty("checksum").ValueKind.ShouldBe(JsonValueKind.Null);
        (await client.GetFromJsonAsync<JsonElement>("/api/control?at=2024-12-05&known=0")).GetProperty("settled").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task a_database_without_time_for_it_is_a_503()
    {
        var database = await postgres.NewDatabaseAsync();
        using var client = await StartAsync("Territory.Intake", database);
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "select pg_advisory_lock(hashtextextended('append:intake', 0))");
        using var answer = await client.PostAsJsonAsync("/api/reports", new { text = "Nothing.", source = "s", publishedAt = "2024-12-05" });
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task a_database_that_is_not_there_is_one_sentence()
    {
        var database = new NpgsqlConnectionStringBuilder(await postgres.NewDatabaseAsync()) { Database = "nowhere" }.ConnectionString;
        Start("Territory.Ledger", database, "http://127.0.0.1:0");
        await process!.UntilSaidAsync("TERRITORY_POSTGRES", Patience);
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); !process.HasExited; await Task.Delay(20)) watch.Elapsed.ShouldBeLessThan(Patience, "it ends by itself");
        (await process.StopAsync()).ShouldBe(2);
        process.Output.ShouldNotContain("   at ", Case.Sensitive, "no stack trace");
    }

    [Fact]
    public async Task a_database_that_comes_later_is_waited_for()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        Start("Territory.Ledger", $"Host=127.0.0.1;Port={port};Username=territory;Database=territory", "http://127.0.0.1:0");
        await process!.UntilSaidAsync("Waiting for PostgreSQL at 127.0.0.1", Patience);
        process.HasExited.ShouldBeFalse();
    }

    private static int Held(JsonElement control) => control.GetProperty("areas").EnumerateArray().Count(a => a.GetProperty("status").GetString() != "unknown");

    private static async Task UntilSomebodyWaitsAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var waiting = new NpgsqlCommand("select count(*) from pg_locks where relation = 'ledger.timeline'::regclass and not granted", connection);
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); (long)(await waiting.ExecuteScalarAsync())! == 0; await Task.Delay(20))
            watch.Elapsed.ShouldBeLessThan(Patience, "the reader should wait for the table");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<HttpClient> StartAsync(string assembly, string database, params (string Name, string Value)[] settings)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        Start(assembly, database, address.ToString(), settings);
        await process!.UntilReadyAsync(address, Patience);
        var client = new HttpClient { BaseAddress = address, Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        return client;
    }

    private void Start(string assembly, string database, string url, params (string Name, string Value)[] settings)
    {
        var key = Path.Combine(folder.Path, "key");
        File.WriteAllText(key, AdminKey);
        var environment = new Dictionary<string, string> { ["TERRITORY_POSTGRES"] = database, ["TERRITORY_KEY_FILE"] = key, ["TERRITORY_DATA"] = folder.Path, ["TERRITORY_URLS"] = url };
        foreach (var (name, value) in settings) environment[name] = value;
        process = ServiceProcess.Start(assembly, [], environment);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        folder.Dispose();
    }
}
