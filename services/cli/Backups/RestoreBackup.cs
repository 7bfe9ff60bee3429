using Npgsql;

namespace Territory.Cli.Backups;

/// <summary>Puts a backup in the place of whatever the tables hold, in one transaction: all of it is there and proved equal, or nothing was touched.</summary>
internal static class RestoreBackup
{
    public static async Task RunAsync(NpgsqlConnection connection, BackupFile backup, bool force, Action<string> say, CancellationToken cancellation)
    {
        await backup.VerifyAsync(cancellation);
        say($"The file is whole: {backup.Manifest.Rows} rows, checksum {backup.Manifest.Checksum}");
        var target = await Catalog.TablesAsync(connection, cancellation);
        CheckShape(backup.Manifest, target);
        if (!force) await CheckFreeAsync(connection, target, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(connection, "set local synchronize_seqscans = off; set local lock_timeout = '20s'", cancellation);
        await ExecuteAsync(connection, "truncate " + string.Join(", ", backup.Manifest.Tables.Select(t => t.Table.Quoted)), cancellation);
        foreach (var table in InOrder(backup.Manifest, target))
        {
            await using var entry = backup.Read(table);
            if (!await TableStreams.InAsync(connection, table, entry, cancellation)) throw new FailureException(ExitCode.Refused, "File changed", $"{table.Table} changed in the file while it was read. Nothing was touched; take a copy nobody writes to.");
            say($"{table.Table}: {table.Rows} rows");
        }
        foreach (var sequence in backup.Manifest.Sequences.Where(s => s.Value > 0))
        {
            // A name out of a file is a value, never a part of the statement.
            await using var set = new NpgsqlCommand("select setval($1::regclass, $2)", connection);
            set.Parameters.Add(new() { Value = $"{TableShape.Quote(sequence.Schema)}.{TableShape.Quote(sequence.Name)}" });
            set.Parameters.Add(new() { Value = sequence.Value });
            await set.ExecuteNonQueryAsync(cancellation);
        }
        await ProveAsync(connection, backup.Manifest, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The same version has the same tables with the same columns.</summary>
    private static void CheckShape(BackupManifest manifest, IReadOnlyList<TableShape> target)
    {
        if (target.Count == 0) throw new FailureException(ExitCode.Refused, "No tables", "The database has no tables of Territory yet. Start the services on it once, so that they make them, stop them, and restore again.");
        var there = target.ToDictionary(t => t.ToString());
        string[] differences =
        [
            .. manifest.Tables.Where(t => !there.ContainsKey(t.Table.ToString())).Select(t => $"{t.Table} is missing"),
            .. manifest.Tables.Where(t => there.TryGetValue(t.Table.ToString(), out var now) && !now.SameAs(t.Table)).Select(t => $"{t.Table} has other columns"),
            .. there.Keys.Except(manifest.Tables.Select(t => t.Table.ToString())).Select(name => $"{name} is not in the backup"),
        ];
        if (differences.Length > 0)
            throw new FailureException(ExitCode.Refused, "Other tables", $"The database's tables are not those of the backup, which version {manifest.Program} made: {string.Join("; ", differences.Take(5))}{(differences.Length > 5 ? $"; and {differences.Length - 5} more" : "")}. Start every service of that version on the database once, stop them, restore, then upgrade.");
    }

    private static async Task CheckFreeAsync(NpgsqlConnection connection, IReadOnlyList<TableShape> target, CancellationToken cancellation)
    {
        var running = await Catalog.RunningAsync(connection, cancellation);
        if (running.Count > 0) throw new FailureException(ExitCode.Refused, "In use", $"Territory runs on this database ({string.Join(", ", running)}). Stop it and restore again; with --force it is restored under it, and has to be started again at once.");
        var full = (await Catalog.PositionsAsync(connection, target, cancellation)).Where(p => p.Value > 0).ToArray();
        if (full.Length > 0) throw new FailureException(ExitCode.Refused, "Not empty", $"The database holds records already ({string.Join(", ", full.Select(f => $"{f.Key} up to position {f.Value}"))}). Restore into an empty one; --force replaces everything in this one.");
    }

    // What others refer to first, as the target has it.
    private static IEnumerable<TableCopied> InOrder(BackupManifest manifest, IReadOnlyList<TableShape> target)
    {
        var copied = manifest.Tables.ToDictionary(t => t.Table.ToString());
        return target.Select(t => copied[t.ToString()]);
    }

    private static async Task ProveAsync(NpgsqlConnection connection, BackupManifest manifest, CancellationToken cancellation)
    {
        foreach (var table in manifest.Tables)
        {
            var now = await TableStreams.OutAsync(connection, table.Table, Stream.Null, cancellation);
            if (now.Rows != table.Rows || now.Sha256 != table.Sha256)
                throw new FailureException(ExitCode.Refused, "Not equal", $"{table.Table} came out otherwise than it went in ({now.Rows} rows, {table.Rows} in the backup). Nothing was touched; the database's version may be another ({connection.PostgreSqlVersion}, backup {manifest.Postgres}).");
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
