using Npgsql;
using NpgsqlTypes;

namespace Territory.Ledger.Views;

/// <summary>Positional parameters, in the order in which a statement numbers them; a sequence is an array.</summary>
internal static class Parameters
{
    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, IEnumerable<T> values)
    {
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. values] });
        return command;
    }

    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, IEnumerable<T> values, NpgsqlDbType element)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | element });
        return command;
    }
}
