-- Receipts that came in last. Each stands at a place of its own in a large table, and costs a page of the log there; so neighbours are written into
-- receipt together, once there are many. A receipt may be in both.
CREATE TABLE recent_receipt (
    receipt BLOB NOT NULL,
    id BLOB NOT NULL,
    CONSTRAINT recent_receipt_pk PRIMARY KEY (receipt, id)
) STRICT, WITHOUT ROWID;
