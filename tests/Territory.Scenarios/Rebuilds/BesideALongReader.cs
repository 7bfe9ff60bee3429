using Npgsql;
using Shouldly;
using Territory.Ledger.Rebuilds;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Ledger;
using Xunit;

namespace Territory.Scenarios.Rebuilds;

/// <summary>Somebody reads a live table in a transaction that does not end.</summary>
public sealed class BesideALongReader(ARecordedHistory history) : IClassFixture<ARecordedHistory>
{
    [Fact]
    public async Task a_swap_says_who_it_is_and_gives_up()
    {
        var (database, view) = await history.CopyAsync();
        await using var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(60)));
        await using var reader = await ReadAsync(database);
        var (run, _) = await ledger.Get<RebuildRuns>().AddAsync("control_now", "test", null, CancellationToken.None);
        var rebuild = ledger.Get<RebuildView>();
        rebuild.PatienceWithReaders = TimeSpan.FromSeconds(5);
        var working = rebuild.RunAsync(run.Id, CancellationToken.None);
        await Eventually.TrueAsync(async () => await view.AskAsync("select stage from ledger.rebuilds") is { } stage
            && stage.StartsWith($"waiting for process {reader.ProcessID} of the database (a notebook, idle in transaction for ", StringComparison.Ordinal) && stage.EndsWith("gives up after 5 seconds", StringComparison.Ordinal), Eventually.Most);
        await working;
        var failed = (await ledger.Get<RebuildRuns>().FindAsync(run.Id, CancellationToken.None))!;
        failed.State.ShouldBe(RebuildState.Failed);
        failed.Error!.ShouldContain($"because of process {reader.ProcessID} of the database (a notebook, ");
        failed.Error!.ShouldEndWith($"End it (select pg_terminate_backend({reader.ProcessID})) or wait until it is over, then start the rebuild again. The live view is as it was.");
        await reader.DisposeAsync();
        await view.IsAsItWasAsync();
    }

    private static async Task<NpgsqlConnection> ReadAsync(string database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false, ApplicationName = "a notebook" }.ConnectionString);
        await connection.OpenAsync();
        await using var read = new NpgsqlCommand("begin; select count(*) from ledger.control_now", connection);
        await read.ExecuteNonQueryAsync();
        return connection;
    }
}
