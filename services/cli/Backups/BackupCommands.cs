using System.CommandLine;
using Npgsql;
using Territory.Cli.Screen;
using Territory.Cli.Server;

namespace Territory.Cli.Backups;

/// <summary><c>territory backup</c> and <c>territory restore</c>: straight to the database, no server asked.</summary>
internal static class BackupCommands
{
    private const string Where = "The database is the one of TERRITORY_POSTGRES, otherwise the one that runs on the data folder.";

    public static Command Backup(ServerOptions server, Surroundings surroundings)
    {
        var file = new Argument<string>("FILE") { Description = "Where to write it; it must not exist." };
        var command = new Command("backup", "Copies everything, as of one moment, into one file. " + Where) { file };
        Examples.AddTo(command, "territory backup monday.territory", "TERRITORY_POSTGRES='Host=db;…' territory backup monday.territory");
        command.SetAction((parsed, cancellation) => RunAsync(parsed, server, surroundings, async (connection, output) =>
        {
            var taken = await TakeBackup.RunAsync(connection, parsed.GetValue(file)!, output.Note, cancellation);
            if (output.IsJson) output.Json(Told(taken));
            else output.Line($"{parsed.GetValue(file)}: {taken.Rows} rows as of {taken.TakenAt:u}, {Positions(taken)}; checksum {taken.Checksum}");
        }, cancellation));
        return command;
    }

    public static Command Restore(ServerOptions server, Surroundings surroundings)
    {
        var file = new Argument<string>("FILE") { Description = "A backup." };
        var force = new Option<bool>("--force") { Description = "Replace what the database holds, even under services that run." };
        var command = new Command("restore", "Puts a backup into a database, all of it or nothing. " + Where) { file, force };
        Examples.AddTo(command, "TERRITORY_POSTGRES='Host=db;…' territory restore monday.territory");
        command.SetAction((parsed, cancellation) => RunAsync(parsed, server, surroundings, async (connection, output) =>
        {
            using var backup = BackupFile.Open(parsed.GetValue(file)!);
            var restored = backup.Manifest;
            await RestoreBackup.RunAsync(connection, backup, parsed.GetValue(force), output.Note, cancellation);
            if (output.IsJson) output.Json(Told(restored));
            else output.Line($"Restored {restored.Rows} rows as of {restored.TakenAt:u}, {Positions(restored)}; checksum {restored.Checksum}. Start the services, with the same key file as before.");
            foreach (var sentence in await SigningKeysRestored.TellAsync(connection, cancellation)) output.Note(sentence);
        }, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ServerOptions server, Surroundings surroundings, Func<NpgsqlConnection, Output, Task> body, CancellationToken cancellation)
    {
        await using var connection = await DatabaseFound.OpenAsync(parsed, server, surroundings, cancellation);
        try
        {
            await body(connection, new Output(surroundings, parsed.GetValue(server.Json)));
            return (int)ExitCode.Ok;
        }
        catch (NpgsqlException lost) when (!cancellation.IsCancellationRequested)
        {
            throw new FailureException(lost is PostgresException ? ExitCode.Refused : ExitCode.Unreachable, "Database", $"PostgreSQL did not go along: {lost.Message} Nothing was kept of it; mend the cause and try again.");
        }
    }

    private static object Told(BackupManifest manifest) => new { manifest.TakenAt, manifest.Rows, manifest.Positions, manifest.Checksum, Tables = manifest.Tables.Select(t => new { Table = t.Table.ToString(), t.Rows, t.Sha256 }) };

    private static string Positions(BackupManifest manifest) => string.Join(", ", manifest.Positions.Select(p => $"{p.Key} at {p.Value}"));
}
