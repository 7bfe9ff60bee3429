using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using Npgsql;
using Territory.Contracts;

namespace Territory.Cli.Backups;

/// <summary>Copies everything the services own, as of one moment, while they go on working.</summary>
internal static class TakeBackup
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the file: complete under its name, or not there.</summary>
    public static async Task<BackupManifest> RunAsync(NpgsqlConnection connection, string file, Action<string> say, CancellationToken cancellation)
    {
        if (Path.Exists(file)) throw new FailureException(ExitCode.Refused, "File exists", $"'{file}' exists already, and a backup is never written over. Choose another name.");
        var part = file + ".part";
        try
        {
            BackupManifest manifest;
            File.Delete(part);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            await using (var stream = new FileStream(part, options))
            {
                manifest = await WriteAsync(connection, stream, say, cancellation);
                stream.Flush(flushToDisk: true);
            }
            File.Move(part, file);
            return manifest;
        }
        catch (Exception failed)
        {
            // Deleting in a folder that is not there fails, too.
            if (File.Exists(part)) File.Delete(part);
            throw failed is IOException or UnauthorizedAccessException ? new FailureException(ExitCode.Refused, "File not written", $"'{file}' could not be written: {failed.Message} Nothing is left of it; make room, or choose another place.") : failed;
        }
    }

    private static async Task<BackupManifest> WriteAsync(NpgsqlConnection connection, Stream stream, Action<string> say, CancellationToken cancellation)
    {
        // One snapshot for all tables; rows are read in the order in which they lie, so that equal copies are equal bytes.
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        await using (var readOnly = new NpgsqlCommand("set transaction read only; set local synchronize_seqscans = off", connection)) await readOnly.ExecuteNonQueryAsync(cancellation);
        var tables = await Catalog.TablesAsync(connection, cancellation);
        var positions = await Catalog.PositionsAsync(connection, tables, cancellation);
        if (positions.Count == 0) throw new FailureException(ExitCode.NotFound, "Nothing to copy", "This database holds no Territory: none of its schemas has a log. Check TERRITORY_POSTGRES or --data.");
        var takenAt = (await Catalog.ReadAsync(connection, "select now()", row => row.GetFieldValue<DateTimeOffset>(0), cancellation))[0];
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        var copied = new List<TableCopied>();
        foreach (var table in tables)
        {
            await using var entry = zip.CreateEntry(table.Entry, CompressionLevel.Fastest).Open();
            copied.Add(await TableStreams.OutAsync(connection, table, entry, cancellation));
            say($"{table}: {copied[^1].Rows} rows");
        }
        var sequences = await Catalog.SequencesAsync(connection, cancellation);
        var program = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0";
        var manifest = new BackupManifest(BackupManifest.CurrentFormat, program, connection.PostgreSqlVersion.ToString(), takenAt, copied, sequences, positions, BackupManifest.ChecksumOf(copied));
        await using var last = zip.CreateEntry(BackupManifest.Entry).Open();
        await JsonSerializer.SerializeAsync(last, manifest, ContractJson.Options, cancellation);
        return manifest;
    }
}
