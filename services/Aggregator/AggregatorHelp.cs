namespace SipasSurvey.Aggregator;

/// <summary>What a person reads who asks how to start Aggregator.</summary>
internal static class AggregatorHelp
{
    public const string Text = """
        SIPAS Aggregator: takes packs from the queue, stores responses, keeps tallies and running figures. Any number of instances.

          --urls ADDRESS               address to listen on, for health and metrics (default http://127.0.0.1:8082)
          --help                       this text

        Instead of that, with one of these words before the options:

          verify                       compares what is stored with what the responses give, and checks the chain of the audit trail where there
                                       is a staff store; exit code 1 when something differs or the chain is broken
            --trail-head SEQUENCE:HASH also that the trail still has this entry, as an earlier verify printed it: that its end was not cut off
          rebuild                      writes states, counts, tallies and figures anew
          migrate                      makes the database, or brings its schema up to date; the staff store too when ConnectionStrings__Staff is set
          replay                       brings dead letters back to the queue

        Settings, in the environment or like --ConnectionStrings:Sqlite "Data Source=DIR/sipas.db" on the command line:

          ConnectionStrings__RabbitMq  the broker, like amqp://user:password@host1:5672,host2:5672/, or amqps for TLS
          Broker__CertificateAuthority PEM file of the authority that made the broker's certificates (default: the system's)
          Secrets                      folder of files with one setting each
          ConnectionStrings__SqlServer like Server=HOST;Database=Sipas;User ID=…;Password=…, or instead of it, for one machine,
          ConnectionStrings__Sqlite    like Data Source=DIR/sipas.db
          Invitations__Secret          base64 of at least 32 bytes; the same as of Intake. Without it, packs with invitations are put aside until it is set
          ConnectionStrings__Staff     the staff store, for verify and migrate only: like one of the two above. Without it, verify looks for
                                       staff.db beside the SQLite database, or beside the file of AccessKeys, or in data/
        """;
}
