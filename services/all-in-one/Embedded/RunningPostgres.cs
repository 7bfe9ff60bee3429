using System.Diagnostics;
using Npgsql;

namespace Territory.AllInOne.Embedded;

/// <summary>The embedded server while it runs; disposing stops it.</summary>
public sealed class RunningPostgres : IAsyncDisposable
{
    private readonly BoundedLog log;
    private readonly WatchedChild child;
    private readonly ServerRecord record;

    internal RunningPostgres(PostgresBinaries binaries, EmbeddedPostgresOptions options, string data, ServerRecord record)
    {
        this.record = record;
        Version = binaries.Version;
        LogFile = Path.Combine(options.Folder, "postgres.log");
        log = new BoundedLog(LogFile);
        // INT is the server's fast stop; QUIT ends it at once and leaves the repair to its next start.
        child = WatchedChild.Start([binaries.Program("postgres"), "-D", data, .. Arguments(record.Port, options.Settings)], record.User, log.Write, ("INT", "QUIT"));
        Ended = EndedAsync();
    }

    /// <summary>For the application: role and database <c>territory</c>, no superuser.</summary>
    public string ConnectionString => Connection("territory", record.Password, "territory");

    /// <summary>The server's version, such as <c>15.18</c>.</summary>
    public string Version { get; }

    /// <summary>What the server logged last: at most 4 MiB, and as much again in <c>postgres.log.previous</c>.</summary>
    public string LogFile { get; }

    /// <summary>Ends when the server does, with the reason it gave; before <see cref="DisposeAsync"/> that means something went wrong.</summary>
    public Task<string> Ended { get; }

    internal string AdministratorConnectionString => Connection("postgres", record.AdministratorPassword, "postgres") + ";Pooling=False";

    internal int Port => record.Port;

    private static IEnumerable<string> Arguments(int port, IReadOnlyDictionary<string, string> more)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = $"{port}",
            ["unix_socket_directories"] = "",
            ["cluster_name"] = "territory",
            ["max_connections"] = "300",
            ["shared_buffers"] = "128MB",
            ["jit"] = "off",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            // The host writes and bounds the log; the server's own collector can bound a file by time only.
            ["logging_collector"] = "off",
            ["log_destination"] = "stderr",
            ["log_checkpoints"] = "off",
            // The details of an error may quote a row, and so the words of a report.
            ["log_error_verbosity"] = "terse",
        };
        foreach (var (name, value) in more) settings[name] = value;
        return settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
    }

    private string Connection(string user, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = record.Port,
        Username = user,
        Password = password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    internal async Task WaitUntilItAnswersAsync(CancellationToken cancellation)
    {
        // A crash under load is repaired at the start, which takes as long as it takes; silence for two minutes is a failure.
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(2); await Task.Delay(20, cancellation))
        {
            if (Ended.IsCompleted) throw new StartRefusedException($"PostgreSQL {Version} did not start. It said (all of it in {LogFile}):\n{await Ended}");
            try
            {
                await using var connection = new NpgsqlConnection(AdministratorConnectionString);
                await connection.OpenAsync(cancellation);
                return;
            }
            catch (NpgsqlException notYet) when (notYet is not PostgresException { SqlState: not "57P03" })
            {
                // Not listening yet, or still repairing.
            }
        }
        throw new StartRefusedException($"PostgreSQL {Version} started, but did not answer on port {Port} within two minutes; see {LogFile}.");
    }

    private async Task<string> EndedAsync()
    {
        await child.EndedAsync();
        return log.Tail;
    }

    public async ValueTask DisposeAsync()
    {
        await child.DisposeAsync();
        log.Dispose();
    }
}
