using System.Security.Cryptography;
using Npgsql;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Ledger.Imports;

/// <summary>What staging came to: an import, new or the earlier one of the same file, or a file that is none.</summary>
internal sealed record Staged(ImportRun? Run, bool Earlier, IReadOnlyList<FieldError> Errors);

/// <summary>
/// Reads a file as it comes, checks row by row and stages all of it in one transaction: until the last byte is here, nothing
/// is. Sound and bad rows alike are kept, so that every bad one can be listed.
/// </summary>
internal sealed class StageImport(LedgerStore store, ImportRuns runs, TimeProvider clock)
{
    public async Task<Staged> RunAsync(Stream file, ImportKind kind, Theatre theatre, bool dryRun, string startedBy, CancellationToken cancellation)
    {
        using var hash = SHA256.Create();
        await using var hashed = new CryptoStream(file, hash, CryptoStreamMode.Read, leaveOpen: true);
        using var text = new StreamReader(hashed, new System.Text.UTF8Encoding(true, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, 64 * 1024);
        await using var rows = new CsvStream(text).ReadAsync(cancellation).GetAsyncEnumerator(cancellation);
        if (!await rows.MoveNextAsync()) return new(null, false, [new("body", "nothing", "a header line and rows")]);
        if (rows.Current.Fault is { } broken) return new(null, false, [new("header", broken, "names of columns, separated by commas")]);
        var (header, errors) = ImportHeader.Read(kind, rows.Current.Cells);
        if (header is null) return new(null, false, errors);

        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (id, names) = ("imp_" + Guid.CreateVersion7().ToString("N"), rows.Current.Cells.Select(c => c.Trim()).ToArray());
        var (total, bad) = await CopyAsync(connection, id, header, rows, new ImportTerms(theatre, clock.GetUtcNow()), cancellation);
        if (total == 0) return new(null, false, [new("body", "a header without rows", "at least one row")]);
        // Reading ends early at a row that cannot be told apart; the hash is of the whole file.
        await hashed.CopyToAsync(Stream.Null, cancellation);
        var sha256 = Convert.ToHexStringLower(hash.Hash!);
        if (!dryRun && await runs.FindSameAsync(theatre.Id, kind, sha256, cancellation) is { } same) return new(same, true, []);
        bad += await StagedRows.MarkRepeatedIdsAsync(connection, id, kind == ImportKind.Decisions, cancellation);
        if (kind == ImportKind.Claims) bad += await StagedRows.MarkIdsOfOtherAreasAsync(connection, id, theatre.Id, cancellation);
        var run = new ImportRun(id, theatre.Id, kind, dryRun, bad > 0 ? ImportState.Failed : ImportState.Queued, total, 0, 0, null, bad, [], sha256, startedBy, clock.GetUtcNow(), null,
            bad > 0 ? clock.GetUtcNow() : null, null, bad > 0 ? BadRows(bad, total) : null)
        { Header = names };
        try
        {
            await ImportRuns.AddAsync(connection, run, cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (PostgresException twice) when (twice.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            await transaction.RollbackAsync(cancellation);
            return new(await runs.FindSameAsync(theatre.Id, kind, sha256, cancellation), true, []);
        }
        return new(await runs.FindAsync(id, cancellation), false, []);
    }

    internal static string BadRows(long bad, long total) => $"{bad} of {total} rows cannot be recorded, so none was. Mend them (GET …/errors lists every one) and send the file again.";

    private static async Task<(long Total, long Bad)> CopyAsync(NpgsqlConnection connection, string id, ImportHeader header, IAsyncEnumerator<CsvRow> rows, ImportTerms terms, CancellationToken cancellation)
    {
        var (total, bad) = (0L, 0L);
        await using var copy = await StagedRows.OpenAsync(connection, cancellation);
        while (await rows.MoveNextAsync())
        {
            var row = rows.Current;
            var read = row.Fault is { } fault ? new ImportRow(null, null, [new("row", FieldError.Shorten(fault), "cells after RFC 4180: a cell with commas, quotes or line breaks in quotes, its quotes doubled")]) : ImportRow.Read(header, row.Cells, terms);
            total++;
            if (read.Errors.Count > 0) bad++;
            await StagedRows.WriteAsync(copy, id, new(total, row.Line, row.Cells), read, cancellation);
        }
        await copy.CompleteAsync(cancellation);
        return (total, bad);
    }
}
