using System.Data.Common;

namespace SipasSurvey.Staff.Store;

/// <summary>What differs between the two databases that can be the staff store.</summary>
internal interface IStaffConnections
{
    /// <summary>Makes the schema, or brings it up to date, unless it is; several processes may do so at once.</summary>
    Task Migrate(CancellationToken cancellationToken);

    /// <summary>Whether the schema is this program's.</summary>
    Task<bool> Fits(DbConnection connection);

    /// <summary>An open connection to a store that was made; dispose of it.</summary>
    Task<DbConnection> Open(CancellationToken cancellationToken);
}
