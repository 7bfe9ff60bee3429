using System.CommandLine;
using System.Text.Json;
using Npgsql;
using Territory.Cli.Screen;
using Territory.Cli.Server;

namespace Territory.Cli.Backups;

/// <summary>Which database to copy: the one of TERRITORY_POSTGRES, otherwise the server that runs on the data folder.</summary>
internal static class DatabaseFound
{
    private sealed record Embedded(int Port, string Password);

    public static async Task<NpgsqlConnection> OpenAsync(ParseResult parsed, ServerOptions options, Surroundings surroundings, CancellationToken cancellation)
    {
        var found = surroundings.Variable("TERRITORY_POSTGRES") is { Length: > 0 } named
            ? Named(named)
            : OfFolder(parsed.GetValue(options.Data) ?? (surroundings.Variable("TERRITORY_DATA") is { Length: > 0 } data ? data : surroundings.DefaultData));
        // A table is copied for as long as it takes.
        found.Pooling = false;
        found.CommandTimeout = 0;
        found.ApplicationName = "territory-backup";
        var connection = new NpgsqlConnection(found.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (NpgsqlException refused)
        {
            await connection.DisposeAsync();
            throw new FailureException(ExitCode.Unreachable, "No database", $"PostgreSQL at {found.Host}:{found.Port} does not let us in ({refused.Message}). Start Territory with ./run, or name a database in TERRITORY_POSTGRES.");
        }
    }

    private static NpgsqlConnectionStringBuilder Named(string text)
    {
        try
        {
            return new(text);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new FailureException(ExitCode.Usage, "Wrong setting", "TERRITORY_POSTGRES is no connection string; an example is Host=127.0.0.1;Username=territory;Password=…;Database=territory.");
        }
    }

    private static NpgsqlConnectionStringBuilder OfFolder(string data)
    {
        var file = Path.Combine(data, "postgres", "server.json");
        try
        {
            if (JsonSerializer.Deserialize<Embedded>(File.ReadAllText(file), JsonSerializerOptions.Web) is { Password: not null } server)
                return new() { Host = "127.0.0.1", Port = server.Port, Username = "territory", Password = server.Password, Database = "territory", SslMode = SslMode.Disable, GssEncryptionMode = GssEncryptionMode.Disable };
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FailureException(ExitCode.NotFound, "No database", $"The data folder '{data}' has no database of its own. Name the folder with --data, or a database in TERRITORY_POSTGRES.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.NotAllowed, "File not readable", $"'{file}' may not be read by this user. Run the command as the user who runs the server.");
        }
        catch (JsonException)
        {
            // Half of one, or not ours: the same advice as for one without a password.
        }
        throw new FailureException(ExitCode.Refused, "No database", $"'{file}' does not say how to reach the database. Name one in TERRITORY_POSTGRES.");
    }
}
