using System.IO.Compression;
using System.Text.Json;
using Territory.Contracts;

namespace Territory.Cli.Backups;

/// <summary>A backup opened for reading.</summary>
internal sealed class BackupFile : IDisposable
{
    private readonly string file;
    private readonly ZipArchive zip;

    private BackupFile(string file, ZipArchive zip, BackupManifest manifest) => (this.file, this.zip, Manifest) = (file, zip, manifest);

    public BackupManifest Manifest { get; }

    public static BackupFile Open(string file)
    {
        try
        {
            var zip = ZipFile.OpenRead(file);
            using var entry = zip.GetEntry(BackupManifest.Entry)?.Open() ?? throw NotOne(file, "it has no manifest.json");
            var manifest = JsonSerializer.Deserialize<BackupManifest>(entry, ContractJson.Options) ?? throw NotOne(file, "its manifest is empty");
            if (manifest.Format != BackupManifest.CurrentFormat) throw new FailureException(ExitCode.Refused, "Another format", $"'{file}' has the format {manifest.Format}, made by version {manifest.Program}; this program reads format {BackupManifest.CurrentFormat}. Use a program of that version.");
            if (manifest.Tables is null || manifest.Sequences is null || manifest.Positions is null || manifest.Tables.Any(t => t?.Table?.Columns is null)) throw NotOne(file, "its manifest lacks tables, sequences or positions");
            return BackupManifest.ChecksumOf(manifest.Tables) == manifest.Checksum ? new(file, zip, manifest) : throw NotOne(file, "its manifest was changed");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FailureException(ExitCode.NotFound, "No such file", $"The file '{file}' does not exist. Check the path.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.NotAllowed, "File not readable", $"'{file}' may not be read by this user.");
        }
        catch (Exception broken) when (broken is InvalidDataException or JsonException)
        {
            throw NotOne(file, broken.Message);
        }
    }

    public Stream Read(TableCopied table) => zip.GetEntry(table.Table.Entry)?.Open() ?? throw NotOne(file, $"it lacks {table.Table.Entry}");

    /// <summary>Every byte, before anything is touched.</summary>
    public async Task VerifyAsync(CancellationToken cancellation)
    {
        foreach (var table in Manifest.Tables)
        {
            await using var entry = Read(table);
            try
            {
                if ((await TableStreams.HashedAsync(entry, Stream.Null, cancellation)).Sha256 == table.Sha256) continue;
            }
            catch (InvalidDataException)
            {
                // Bytes that do not unpack are other bytes.
            }
            throw NotOne(file, $"{table.Table.Entry} is not what was copied");
        }
    }

    private static FailureException NotOne(string file, string why) => new(ExitCode.Refused, "No backup", $"'{file}' is no whole backup: {why.TrimEnd('.')}. Nothing was touched; take another copy of it.");

    public void Dispose() => zip.Dispose();
}
