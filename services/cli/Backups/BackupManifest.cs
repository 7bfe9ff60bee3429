using System.Security.Cryptography;
using System.Text;

namespace Territory.Cli.Backups;

/// <summary>What a backup holds. One file: a zip with an entry per table in PostgreSQL's binary COPY format, and this as <see cref="Entry"/>.</summary>
/// <param name="Format">Of the file; 1.</param>
/// <param name="Program">Version of the program that made it.</param>
/// <param name="Postgres">Version of the server it was taken from.</param>
/// <param name="TakenAt">By the database's clock, UTC.</param>
/// <param name="Positions">Where each log ended, by schema.</param>
/// <param name="Checksum">Of all tables: what two copies of the same records have in common.</param>
internal sealed record BackupManifest(int Format, string Program, string Postgres, DateTimeOffset TakenAt, IReadOnlyList<TableCopied> Tables, IReadOnlyList<SequenceValue> Sequences, IReadOnlyDictionary<string, long> Positions, string Checksum)
{
    public const int CurrentFormat = 1;
    public const string Entry = "manifest.json";

    public long Rows => Tables.Sum(t => t.Rows);

    public static string ChecksumOf(IEnumerable<TableCopied> tables) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(tables.OrderBy(t => t.Table.ToString(), StringComparer.Ordinal).Select(t => $"{t.Table} {t.Rows} {t.Sha256}\n")))));
}

/// <summary>A table and its columns, in the order in which they are copied; generated ones make themselves.</summary>
internal sealed record TableShape(string Schema, string Name, IReadOnlyList<ColumnShape> Columns)
{
    public string Entry => $"{Schema}/{Name}.copy";
    public string Quoted => $"{Quote(Schema)}.{Quote(Name)}";
    public string QuotedColumns => string.Join(", ", Columns.Select(c => Quote(c.Name)));

    public bool SameAs(TableShape other) => Columns.SequenceEqual(other.Columns);

    public override string ToString() => $"{Schema}.{Name}";

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

internal sealed record ColumnShape(string Name, string Type);

/// <summary>A table as it was copied.</summary>
internal sealed record TableCopied(TableShape Table, long Rows, long Bytes, string Sha256);

internal sealed record SequenceValue(string Schema, string Name, long Value);
