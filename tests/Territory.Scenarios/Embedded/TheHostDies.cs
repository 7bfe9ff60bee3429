using System.Diagnostics;
using Npgsql;
using Shouldly;
using Territory.AllInOne.Embedded;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Embedded;

public sealed class TheHostDies : IDisposable
{
    private readonly ScratchFolder folder = new();
    private string Cluster => Path.Combine(folder.Path, "postgres", "cluster", "data");

    [Fact]
    public async Task kill_9_leaves_no_postgres_within_a_second()
    {
        await using var host = await AllInOneProcess.StartReadyAsync(folder.Path);
        var server = StalePostgres.FirstProcess(Cluster).ShouldNotBeNull();
        await host.SignalAsync("KILL");
        var dead = Stopwatch.StartNew();
        while (RunningHost.IsAlive(server)) (dead.ElapsedMilliseconds < 1000).ShouldBeTrue("PostgreSQL outlived its host by a second");
        TestContext.Current.SendDiagnosticMessage($"PostgreSQL was gone {dead.ElapsedMilliseconds} ms after its host.");
    }

    [Fact]
    public async Task ctrl_c_does_not_reach_the_server_before_the_host()
    {
        await using var host = await AllInOneProcess.StartReadyAsync(folder.Path);
        // The host is held still, so that only the terminal's signal could stop the server.
        await host.SignalAsync("STOP");
        await host.SignalAsync("INT", group: true);
        for (var time = 0; time < 20; time++) await AskAsync("select 'alive'");
        await host.SignalAsync("CONT");
        (await host.EndedAsync()).ShouldBe(0);
        StalePostgres.FirstProcess(Cluster).ShouldBeNull();
        File.Exists(Path.Combine(folder.Path, "ready.json")).ShouldBeFalse();
        File.ReadAllText(Path.Combine(folder.Path, "postgres", "postgres.log")).ShouldEndWith("database system is shut down\n");
    }

    [Fact]
    public async Task a_start_after_kill_9_finds_what_was_committed()
    {
        await using (var host = await AllInOneProcess.StartReadyAsync(folder.Path))
        {
            await AskAsync("create table kept as select 'committed' as word; select 'ok'");
            await host.SignalAsync("KILL");
        }
        await using var again = await AllInOneProcess.StartReadyAsync(folder.Path);
        (await AskAsync("select word from kept")).ShouldBe("committed");
    }

    [Fact]
    public async Task a_second_start_on_the_same_folder_announces_the_first()
    {
        await using var host = await AllInOneProcess.StartReadyAsync(folder.Path);
        var address = await host.ReadyAsync();
        await using var second = AllInOneProcess.Start(folder.Path);
        (await second.EndedAsync()).ShouldBe(0);
        second.Said.ShouldContain(address.ToString().TrimEnd('/'));
        (await host.ReadyAsync()).ShouldBe(address);
    }

    [Fact]
    public async Task two_starts_at_once_make_one_host()
    {
        await using var first = AllInOneProcess.Start(folder.Path);
        await using var second = AllInOneProcess.Start(folder.Path);
        // One of them runs on, the other announces it and ends.
        var ended = await (await Task.WhenAny(first.EndedAsync(), second.EndedAsync()));
        ended.ShouldBe(0, first.Said + second.Said);
    }

    [Fact]
    public async Task it_runs_without_root()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            await using var asOurselves = await AllInOneProcess.StartReadyAsync(folder.Path);
            return;
        }
        // A user who may read neither this clone nor root's packages gets what one would install, and a home.
        var app = Path.Combine(folder.Path, "app");
        var configuration = new FileInfo(AllInOneProcess.Assembly).Directory!.Parent!.Name;
        await CommandAsync(AllInOneProcess.DotNet, "publish", AllInOneProcess.Project, "--no-build", "-c", configuration, "-o", app, "-nodeReuse:false");
        await CommandAsync("/bin/sh", "-c", "mkdir \"$1/home\" && chmod -R go+rX \"$0\" && chown nobody: \"$1/home\"", app, folder.Path);
        var home = Path.Combine(folder.Path, "home");
        var data = Path.Combine(home, "data");
        await using var host = await AllInOneProcess.StartReadyAsync(data, "nobody", new Dictionary<string, string> { ["HOME"] = home }, Path.Combine(app, "Territory.AllInOne.dll"));
        var owner = await ChildCommand.RunAsync("stat", ["-c", "%U", Path.Combine(data, "postgres", "cluster", "data")], TestContext.Current.CancellationToken);
        owner.Output.Trim().ShouldBe("nobody");
    }

    private static async Task CommandAsync(string program, params string[] arguments)
    {
        var done = await ChildCommand.RunAsync(program, arguments, TestContext.Current.CancellationToken);
        done.ExitCode.ShouldBe(0, done.Output);
    }

    private async Task<string?> AskAsync(string question)
    {
        var record = ServerRecord.Read(Path.Combine(folder.Path, "postgres"))!;
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={record.Port};Username=territory;Password={record.Password};Database=territory;Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(question, connection);
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => folder.Dispose();
}
