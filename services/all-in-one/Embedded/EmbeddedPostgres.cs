using System.Globalization;
using Npgsql;

namespace Territory.AllInOne.Embedded;

/// <summary>A PostgreSQL of our own: a child process on loopback, made at the first start and gone with its host.</summary>
public static class EmbeddedPostgres
{
    private const string Owner = "territory";

    /// <summary>Finds or fetches the programs, makes the cluster if there is none, starts the server and waits until it answers.</summary>
    /// <param name="options">Where, and what is allowed.</param>
    /// <param name="say">Gets a line for a person when something takes time or changes the machine.</param>
    /// <param name="cancellation">Ends the attempt; nothing is left running.</param>
    /// <exception cref="StartRefusedException">There is no PostgreSQL to be had, or it does not start; the message says what to do.</exception>
    public static async Task<RunningPostgres> StartAsync(EmbeddedPostgresOptions options, Action<string> say, CancellationToken cancellation)
    {
        var cluster = Path.Combine(options.Folder, "cluster");
        var data = Path.Combine(cluster, "data");
        Directory.CreateDirectory(cluster);
        var major = ClusterMajor(data);
        var record = ServerRecord.Read(options.Folder);
        if (major is not null && record is null)
            throw new StartRefusedException($"{data} holds a database, but the file with its passwords, {options.Folder}/server.json, is gone. Put it back from a copy, or move the folder away to start anew.");
        var binaries = await PostgresProvision.ProvideAsync(options, major, data, say, cancellation);
        var user = await ChildUser.ChooseAsync(record?.User, say, cancellation);
        if (major is null || user != record!.User) await ChildUser.GiveAsync(cluster, user, cancellation);
        record = (record ?? new ServerRecord(0, PrivateFile.NewSecret(), PrivateFile.NewSecret(), user)) with { User = user };
        if (major is null) await MakeClusterAsync(binaries, options.Folder, data, record, cancellation);
        await StalePostgres.StopAsync(data, say, cancellation);
        return await StartServerAsync(binaries, options, data, record, cancellation);
    }

    private static int? ClusterMajor(string data)
    {
        var file = Path.Combine(data, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : null;
    }

    // In a folder beside it, renamed when complete: a start that dies half-way leaves nothing that looks like a cluster.
    private static async Task MakeClusterAsync(PostgresBinaries binaries, string folder, string data, ServerRecord record, CancellationToken cancellation)
    {
        const string initialise = """
            umask 077; rm -rf "$1.new"; words="$1.words"
            cat > "$words" && "$0" -D "$1.new" -U postgres --auth=scram-sha-256 --pwfile="$words" --encoding=UTF8 --locale=C
            status=$?; rm -f "$words"; exit $status
            """;
        record.Write(folder);
        var made = await ChildCommand.RunAsync("/bin/sh", ["-c", initialise, binaries.Program("initdb"), data], cancellation, record.User, record.AdministratorPassword + "\n");
        if (!made.Succeeded) throw new StartRefusedException($"PostgreSQL {binaries.Version} could not make a database in {data}: {made.Tail}");
        Directory.Move(data + ".new", data);
    }

    private static async Task<RunningPostgres> StartServerAsync(PostgresBinaries binaries, EmbeddedPostgresOptions options, string data, ServerRecord record, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            record = record with { Port = record.Port > 0 && attempt == 1 && LoopbackPort.IsFree(record.Port) ? record.Port : LoopbackPort.Free() };
            record.Write(options.Folder);
            var server = new RunningPostgres(binaries, options, data, record);
            try
            {
                await server.WaitUntilItAnswersAsync(cancellation);
                await PrepareAsync(server, record, cancellation);
                return server;
            }
            catch (Exception failure)
            {
                await server.DisposeAsync();
                // Between our look and its start somebody took the port.
                if (attempt < 3 && failure is StartRefusedException && !LoopbackPort.IsFree(record.Port)) continue;
                throw;
            }
        }
    }

    private static async Task PrepareAsync(RunningPostgres server, ServerRecord record, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(server.AdministratorConnectionString);
        await connection.OpenAsync(cancellation);
        // Should the statement with the password fail, it must not be in the log.
        await ExecuteAsync(connection, "set log_min_error_statement = panic", cancellation);
        if (!await ExistsAsync(connection, "select 1 from pg_roles where rolname = $1", cancellation)) await ExecuteAsync(connection, $"create role {Owner} login", cancellation);
        await ExecuteAsync(connection, $"alter role {Owner} password '{record.Password}'", cancellation);
        if (!await ExistsAsync(connection, "select 1 from pg_database where datname = $1", cancellation)) await ExecuteAsync(connection, $"create database {Owner} owner {Owner}", cancellation);
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string question, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(question, connection) { Parameters = { new() { Value = Owner } } };
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
